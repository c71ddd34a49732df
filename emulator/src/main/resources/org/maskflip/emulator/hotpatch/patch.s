# The patcher's tools. Registers as in the s390x ABI.

# Writes r4 bytes from r3 to the code at r2, a doubleword at a time: a copy of the doubleword is made, the bytes put over
# it, and the whole stored by real address, so that read-only mappings do not matter. One lock for all writers.
kernel_write:
        ENTER
        stnsm   160(%r15),0xfc
        .ifndef SKIP_LOCK
        lg      %r1,LC_PERCPU
        lg      %r5,PC_NUMBER(%r1)
        aghi    %r5,1
        larl    %r1,write_lock
1:      lhi     %r0,0
        cs      %r0,%r5,0(%r1)
        je      3f
2:      lt      %r0,0(%r1)
        jnz     2b
        j       1b
        .endif
3:      ltgr    %r4,%r4
        jz      9f
        lgr     %r6,%r2
        nill    %r6,0xfff8
        lgr     %r7,%r2
        sgr     %r7,%r6
        lghi    %r8,8
        sgr     %r8,%r7
        cgr     %r8,%r4
        jnh     4f
        lgr     %r8,%r4
4:      mvc     168(8,%r15),0(%r6)
        la      %r9,168(%r7,%r15)
        lgr     %r1,%r8
        aghi    %r1,-1
        larl    %r5,overlay
        ex      %r1,0(%r5)
        lg      %r0,168(%r15)
        lra     %r5,0(%r6)
        jnz     8f
store_by_real_address:
        sturg   %r0,%r5
        agr     %r2,%r8
        agr     %r3,%r8
        sgr     %r4,%r8
        j       3b
8:
        FAIL    ERROR_TRANSLATION
9:
        .ifndef SKIP_LOCK
        larl    %r1,write_lock
        lhi     %r0,0
        sth     %r0,2(%r1)
        .endif
        tm      160(%r15),3
        jz      10f
        stosm   160(%r15),1
10:
        LEAVE
overlay:
        mvc     0(1,%r9),0(%r3)                 # the length comes from EX

# Makes the second stage of site number r2 and gives its first stage, still off, the displacement. Nobody else runs yet.
init_nop:
        ENTER
        lgr     %r9,%r2
        sllg    %r1,%r9,3
        larl    %r2,mcount_begin
        lg      %r10,0(%r1,%r2)                 # the site
        larl    %r2,fresh_site
        clc     0(6,%r10),0(%r2)
        jne     site_error
        larl    %r8,second_stages
        lgr     %r1,%r9
        mghi    %r1,24
        agr     %r8,%r1                         # its second stage
        larl    %r7,third_stage_br
        tmll    %r9,4
        jz      1f
        larl    %r7,third_stage_exrl
1:      lghi    %r1,-16363                      # the two bytes c0 15
        sth     %r1,160(%r15)
        lgr     %r1,%r7
        sgr     %r1,%r8
        srag    %r1,%r1,1
        st      %r1,164-2(%r15)
        lghi    %r1,0
        sth     %r1,166(%r15)
        la      %r1,6(%r10)
        stg     %r1,168(%r15)
        larl    %r1,ftrace_retired
        stg     %r1,176(%r15)
        lgr     %r2,%r8
        la      %r3,160(%r15)
        lghi    %r4,24
        brasl   %r14,kernel_write
        lgr     %r1,%r8
        sgr     %r1,%r10
        srag    %r1,%r1,1
        st      %r1,160(%r15)
        la      %r2,2(%r10)
        la      %r3,160(%r15)
        lghi    %r4,4
        brasl   %r14,kernel_write
        LEAVE

site_error:
        FAIL    ERROR_SITE

# Finds the second stage of the site in r10, leaves it in r8.
        .macro  FIND_STAGE
        cli     0(%r10),0xc0
        jne     site_error
        lgf     %r8,2(%r10)
        sllg    %r8,%r8,1
        agr     %r8,%r10
        larl    %r1,opcode_brasl
        clc     0(2,%r8),0(%r1)
        jne     site_error
        .endm

# Writes the interceptor in r7 to the second stage in r8.
        .macro  WRITE_INTERCEPTOR
        stg     %r7,160(%r15)
        la      %r2,16(%r8)
        la      %r3,160(%r15)
        lghi    %r4,8
        brasl   %r14,kernel_write
        .endm

# Writes the second byte of the site in r10, which must hold \from.
        .macro  WRITE_MASK from,to
        cli     0(%r10),0xc0
        jne     site_error
        cli     1(%r10),\from
        jne     site_error
        mvi     160(%r15),\to
        la      %r2,1(%r10)
        la      %r3,160(%r15)
        lghi    %r4,1
        brasl   %r14,kernel_write
        .endm

# Off to on: the site in r2 with the interceptor in r3.
make_call:
        ENTER
        lgr     %r10,%r2
        lgr     %r7,%r3
        FIND_STAGE
        .ifdef  MASK_FIRST
        WRITE_MASK 0x04,0xf4
        WRITE_INTERCEPTOR
        .else
        WRITE_INTERCEPTOR
        WRITE_MASK 0x04,0xf4
        .endif
        LEAVE

# On to off: the site in r2. The interceptor stays: a CPU may be on its way to it.
make_nop:
        ENTER
        lgr     %r10,%r2
        FIND_STAGE
        .ifdef  NULL_TARGET
        lghi    %r7,0
        WRITE_INTERCEPTOR
        .endif
        WRITE_MASK 0xf4,0x04
        LEAVE

# On to on: the site in r2, from the interceptor in r4 to that in r3.
modify_call:
        ENTER
        lgr     %r10,%r2
        lgr     %r7,%r3
        lgr     %r6,%r4
        FIND_STAGE
        cg      %r6,16(%r8)
        jne     site_error
        WRITE_INTERCEPTOR
        LEAVE

# Turns the jump label at r2 on or off: r3 is its new second byte.
flip_label:
        ENTER
        stc     %r3,160(%r15)
        la      %r2,1(%r2)
        la      %r3,160(%r15)
        lghi    %r4,1
        brasl   %r14,kernel_write
        brasl   %r14,synchronize
flip_label_end:
        nopr    %r0
        LEAVE
