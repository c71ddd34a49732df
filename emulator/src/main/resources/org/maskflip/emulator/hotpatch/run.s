# The patcher on CPU 0, the workers on all others.

# A pseudo-random number of 31 bits in r2. Changes r0 and r1.
random: lg      %r1,LC_PERCPU
        lg      %r2,PC_RANDOM(%r1)
        lgrl    %r0,random_factor
        msgr    %r2,%r0
        lgrl    %r0,random_seed
        agr     %r2,%r0
        stg     %r2,PC_RANDOM(%r1)
        srlg    %r2,%r2,33
        br      %r14

# A pseudo-random number below r2, in r2.
random_below:
        ENTER
        lgr     %r6,%r2
        brasl   %r14,random
        lgr     %r3,%r2
        lghi    %r2,0
        dlgr    %r2,%r6
        LEAVE

# Calls a traced function and looks at what it left: three times of four the one that the patcher has come to last, or
# else a pseudo-random one. Its number modulo 4 says what it adds to r2; 2 adds 2 if its jump label is on, else 1.
call_some:
        ENTER
        brasl   %r14,random
        lgr     %r11,%r2
        nilf    %r11,3
        nihf    %r11,0
        lgrl    %r9,hot_function
        tmll    %r2,0x30
        jnz     1f
        lghi    %r2,FUNCTIONS
        brasl   %r14,random_below
        lgr     %r9,%r2
1:      lg      %r13,LC_PERCPU
        sllg    %r1,%r9,3
        larl    %r2,mcount_begin
        lg      %r10,0(%r1,%r2)
        lgrl    %r12,random_factor
        xgr     %r12,%r10
        lgr     %r3,%r12
        lgr     %r4,%r9
        lgr     %r5,%r10
        lgr     %r2,%r9
        agsi    PC_CALLS(%r13),1
        sllg    %r1,%r11,28
        spm     %r1                             # condition code as in r11
        basr    %r14,%r10
        agsi    PC_DONE(%r13),1
        cgr     %r3,%r12
        jne     return_error
        cgr     %r4,%r9
        jne     return_error
        cgr     %r5,%r10
        jne     return_error
        sgr     %r2,%r9
        lgr     %r1,%r9
        nilf    %r1,3
        nihf    %r1,0
        cgr     %r2,%r1
        je      2f
        cghi    %r1,2
        jne     return_error
        cghi    %r2,1
        jne     return_error
2:
        LEAVE
return_error:
        FAIL    ERROR_RETURN

# ---------------------------------------------------------------- workers
# Until all have started nobody signals: the initial CPU reset would clear what is pending.
worker: larl    %r1,are_started
1:      ltg     %r0,0(%r1)
        jz      1b
        stosm   LC_SAVE+128,1
worker_loop:
        lg      %r13,LC_PERCPU
        agsi    PC_ROUNDS(%r13),1
        brasl   %r14,call_some
        brasl   %r14,random
        lgr     %r6,%r2
        tmll    %r6,0x3f
        jnz     2f
        stnsm   160(%r15),0xfc                  # a long stretch without interruptions
        lghi    %r7,24
1:      brasl   %r14,call_some
        brctg   %r7,1b
        stosm   160(%r15),1
2:
        .ifndef NO_SYNC                         # nobody would ever end the wait
        tmll    %r6,0xff00
        jnz     3f
        tm      PC_SERVED+7(%r13),3             # in one update of four: a CPU that waits shows nothing
        jnz     3f
        larl    %r1,worker_loop
        stg     %r1,168(%r15)
        lgrl    %r1,psw_wait_mask
        stg     %r1,160(%r15)
        lpswe   160(%r15)                       # until somebody signals
        .endif
3:      lg      %r1,PC_NUMBER(%r13)
        cghi    %r1,1
        jne     worker_loop
        tmlh    %r6,0x07
        jnz     worker_loop
        larl    %r7,labels_end                  # CPU 1 flips jump labels, those in the patcher's way above all
        larl    %r1,labels_begin
        sgr     %r7,%r1
        srag    %r7,%r7,3
        lgrl    %r2,hot_function
        srag    %r2,%r2,2
        tmlh    %r6,0x18
        jz      4f
        cgr     %r2,%r7
        jl      5f
4:      lgr     %r2,%r7
        brasl   %r14,random_below
5:      sllg    %r1,%r2,3
        larl    %r2,labels_begin
        lg      %r2,0(%r1,%r2)
        llgc    %r3,1(%r2)
        xilf    %r3,0xf0
        brasl   %r14,flip_label
        j       worker_loop

# ---------------------------------------------------------------- the patcher
patcher:
        lg      %r15,LC_STACK
        lghi    %r6,0
1:      lgr     %r2,%r6
        brasl   %r14,init_nop
        aghi    %r6,1
        cghi    %r6,FUNCTIONS
        jl      1b
        bcr     15,%r0
sites_made:
        nopr    %r0
        brasl   %r14,start_others
        lghi    %r1,1
        stgrl   %r1,are_started
        stosm   160(%r15),1
        lgfi    %r7,UPDATES
2:      brasl   %r14,update
        lghi    %r8,8
3:      brasl   %r14,call_some
        brctg   %r8,3b
        brctg   %r7,2b
        j       finish

# One update: one site, some, or all go on, off, or to the other interceptor; then one synchronization.
update:
        ENTER
        brasl   %r14,random
        lgr     %r7,%r2
        lghi    %r6,1                           # how many
        tmll    %r7,1
        jz      1f
        lghi    %r6,FUNCTIONS/8+1
        tmll    %r7,6
        jnz     1f
        lghi    %r6,FUNCTIONS
1:      lghi    %r2,FUNCTIONS
        brasl   %r14,random_below
        lgr     %r8,%r2                         # the first; the others follow it
2:      lgr     %r2,%r8
        lgr     %r3,%r7
        brasl   %r14,update_site
        aghi    %r8,1
        cghi    %r8,FUNCTIONS
        jl      3f
        lghi    %r8,0
3:      brctg   %r6,2b
update_written:
        nopr    %r0
        brasl   %r14,synchronize
update_end:
        nopr    %r0
        LEAVE

# Site number r2, as the bits of r3 say: off to on, on to off, on to on.
update_site:
        ENTER
        stgrl   %r2,hot_function
        larl    %r6,site_states                 # 0 off, 1 caller, 2 regs_caller
        agr     %r6,%r2
        sllg    %r1,%r2,3
        larl    %r4,mcount_begin
        lg      %r2,0(%r1,%r4)
        larl    %r7,ftrace_caller
        lghi    %r8,1
        tmll    %r3,8
        jz      1f
        larl    %r7,ftrace_regs_caller
        lghi    %r8,2
1:      llgc    %r5,0(%r6)
        ltgr    %r5,%r5
        jz      4f
        tmll    %r3,16
        jz      3f
        larl    %r4,ftrace_caller
        larl    %r7,ftrace_regs_caller
        lghi    %r8,2
        cghi    %r5,1
        je      2f
        larl    %r4,ftrace_regs_caller
        larl    %r7,ftrace_caller
        lghi    %r8,1
2:      lgr     %r3,%r7
        brasl   %r14,modify_call
        j       5f
3:      lghi    %r8,0
        brasl   %r14,make_nop
        j       5f
4:      lgr     %r3,%r7
        brasl   %r14,make_call
5:      stc     %r8,0(%r6)
        LEAVE

# Stops the others, adds up, and ends.
finish: lghi    %r6,1
        larl    %r7,percpu+PERCPU
1:      lghi    %r2,BIT_STOP
        lgr     %r3,%r7
        brasl   %r14,ec_call
2:      ltg     %r0,PC_STOPPED(%r7)
        jz      2b
        lghi    %r1,0
3:      sigp    %r1,%r6,SIGP_SENSE
        brc     2,3b
        tmll    %r1,0x40                        # stopped
        jz      3b
        aghi    %r7,PERCPU
        aghi    %r6,1
        cghi    %r6,CPUS
        jl      1b
        stnsm   160(%r15),0xfc
        bcr     15,%r0
        larl    %r7,percpu
        larl    %r8,result_calls
        lghi    %r6,CPUS
4:      lg      %r1,PC_CALLS(%r7)
        lgr     %r2,%r1
        ag      %r1,0(%r8)
        stg     %r1,0(%r8)
        sg      %r2,PC_DONE(%r7)
        clgfi   %r2,1                           # stopped in the midst of a call
        jh      count_error
        lg      %r1,PC_TRACED(%r7)
        clg     %r1,PC_CALLS(%r7)
        jh      count_error
        ag      %r1,8(%r8)
        stg     %r1,8(%r8)
        lg      %r1,PC_SIGNALS(%r7)
        ag      %r1,16(%r8)
        stg     %r1,16(%r8)
        lg      %r1,PC_SERVED(%r7)
        ag      %r1,24(%r8)
        stg     %r1,24(%r8)
        aghi    %r7,PERCPU
        brctg   %r6,4b
        larl    %r1,psw_done
        lpswe   0(%r1)
count_error:
        FAIL    ERROR_COUNT
