# kernel_write: r4 bytes (1 to 8 in one doubleword, or more) from r3 to the code at r2. As s390_kernel_write does it: interruptions
# disabled, one lock for all writers; for each doubleword a copy on the stack, the bytes put over it by an executed MVC, and the whole
# stored by real address. The kernel's LRA is not here: the models have no DAT, so the real address is the address.
#
# Uses r0-r9; r14 returns. NO_LOCK: without the lock. PLAIN_STORE: STG by the virtual address instead of STURG.

kernel_write:
#! mutable
        stnsm   0(%r15),0xfc
#! end
        .ifndef NO_LOCK
#! mutable
        larl    %r1,write_lock
        lhi     %r5,1
1:      lhi     %r0,0
        cs      %r0,%r5,0(%r1)
        jne     1b
        .endif
2:      lgr     %r6,%r2
        nill    %r6,0xfff8
        lgr     %r7,%r2
        sgr     %r7,%r6                         # offset in the doubleword
        lghi    %r8,8
        sgr     %r8,%r7
        cgr     %r8,%r4
        jnh     3f
        lgr     %r8,%r4                         # bytes in this doubleword
3:      mvc     8(8,%r15),0(%r6)
        la      %r9,8(%r7,%r15)
        lgr     %r1,%r8
        aghi    %r1,-1
        larl    %r5,overlay
        ex      %r1,0(%r5)                      # stores the new bytes over the copy
        lg      %r0,8(%r15)
        .ifdef  PLAIN_STORE
        stg     %r0,0(%r6)
        .else
        sturg   %r0,%r6
        .endif
        agr     %r2,%r8
        agr     %r3,%r8
        sgr     %r4,%r8
        jnz     2b
        .ifndef NO_LOCK
        lhi     %r0,0
        larl    %r1,write_lock
        st      %r0,0(%r1)
        .endif
#! end
        tm      0(%r15),1
        jz      4f
#! mutable
        stosm   0(%r15),1
#! end
4:      br      %r14
overlay:
        mvc     0(1,%r9),0(%r3)

# A step of an update: so many bytes from a label to a place in the code.
        .macro  WRITE target,offset,source,length
        larl    %r2,\target
        aghi    %r2,\offset
        larl    %r3,\source
        lghi    %r4,\length
        brasl   %r14,kernel_write
        .endm

        .balign 8
write_lock:
        .long   0
        .balign 8
new_interceptor:
        .quad   tracer
        .ifdef  tracer2
other_interceptor:
        .quad   tracer2
        .endif
no_interceptor:
        .quad   0
mask_on:
        .byte   ON,0
mask_off:
        .byte   OFF
        .balign 8
