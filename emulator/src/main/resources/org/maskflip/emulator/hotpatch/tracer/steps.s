# Steps: what each is called, what goes before its cycles, what switches it on and off, what goes after them.

# An entry of the table: doublewords.
        .equ    STEP_NAME,0
        .equ    STEP_BEFORE,8
        .equ    STEP_PATH,16
        .equ    STEP_ON,24
        .equ    STEP_OFF,32
        .equ    STEP_AFTER,40
        .equ    STEP_SIZE,48

# Does the step of a word: its name, or name=cycles.
step:   enter
        lgr     %r12,%r2
        larl    %r13,step_table
        lghi    %r11,STEPS
step_look:
        lg      %r3,STEP_NAME(%r13)
        lgr     %r2,%r12
        brasl   %r14,match              # the end of the name in the word, or 0
        ltgr    %r2,%r2
        jnz     step_found
        la      %r13,STEP_SIZE(%r13)
        brctg   %r11,step_look
        larl    %r2,text_unknown
        brasl   %r14,append
        lgr     %r2,%r12
        brasl   %r14,append
        brasl   %r14,end_line
        brasl   %r14,failed
        leave
step_found:
        lghi    %r11,1                  # cycles
        cli     0(%r2),'='
        jne     step_prepare
        la      %r2,1(%r2)
        brasl   %r14,number
        lgr     %r11,%r2
step_prepare:
        lg      %r1,STEP_BEFORE(%r13)
        basr    %r14,%r1
        ltgr    %r11,%r11
        jnh     step_end
step_cycle:
        lgr     %r2,%r13
        brasl   %r14,cycle
        brctg   %r11,step_cycle
step_end:
        lg      %r1,STEP_AFTER(%r13)
        basr    %r14,%r1
        leave

# One cycle of the step whose entry is at r2: on, hits, off, no hits; a line tells of it.
cycle:  enter
        lgr     %r13,%r2
        larl    %r2,text_prefix
        brasl   %r14,append
        lg      %r2,STEP_NAME(%r13)
        brasl   %r14,append
        brasl   %r14,clear_trace
        larl    %r2,text_on
        lg      %r3,STEP_ON(%r13)
        lgr     %r4,%r13
        brasl   %r14,switch
        lghi    %r2,1
        brasl   %r14,hits
        larl    %r2,text_off
        lg      %r3,STEP_OFF(%r13)
        lgr     %r4,%r13
        brasl   %r14,switch
        brasl   %r14,clear_trace
        lghi    %r2,ROUNDS
        brasl   %r14,wait_rounds
        lghi    %r2,0
        brasl   %r14,hits
        brasl   %r14,end_line
        leave

# Writes r3 into the switch of the entry at r4, says how long that took behind the text r2, lets the load go on.
switch: enter
        lgr     %r11,%r3
        lgr     %r12,%r4
        brasl   %r14,append
        brasl   %r14,clock
        lgr     %r10,%r2
        lg      %r2,STEP_PATH(%r12)
        lgr     %r3,%r11
        lghi    %r4,O_WRONLY
        brasl   %r14,put
        brasl   %r14,clock
        sgr     %r2,%r10
        brasl   %r14,append_number
        larl    %r2,text_micros
        brasl   %r14,append
        lghi    %r2,ROUNDS
        brasl   %r14,wait_rounds
        leave

# Empties the trace of all CPUs.
clear_trace:
        enter
        larl    %r2,path_trace
        larl    %r3,text_nothing
        lghi    %r4,O_WRONLY|O_TRUNC
        brasl   %r14,put
        leave

# Adds the hits of each CPU to the line. There must be some on each if r2 is 1, none if it is 0; else that is a failure.
hits:   enter
        lgr     %r13,%r2
        larl    %r1,cpus
        lg      %r12,0(%r1)
        lghi    %r11,0                  # CPU
        larl    %r2,text_hits
        brasl   %r14,append
hits_cpu:
        larl    %r2,text_blank
        brasl   %r14,append
        lgr     %r2,%r11
        brasl   %r14,hits_of
        lgr     %r10,%r2
        brasl   %r14,append_number
        ltgr    %r10,%r10
        jnz     hits_some
        ltgr    %r13,%r13
        jz      hits_right
        j       hits_wrong
hits_some:
        ltgr    %r13,%r13
        jnz     hits_right
hits_wrong:
        larl    %r2,text_wrong
        brasl   %r14,append
        brasl   %r14,failed
hits_right:
        la      %r11,1(%r11)
        brctg   %r12,hits_cpu
        leave

# The hits of CPU r2: entries in its buffer and those that newer ones have replaced.
hits_of:
        enter
        larl    %r12,path
        larl    %r3,path_cpu
        lgr     %r4,%r2
        lgr     %r2,%r12
        brasl   %r14,copy               # the end of the copy
        lgr     %r3,%r4
        brasl   %r14,digits
        larl    %r3,path_stats
        brasl   %r14,copy
        mvi     0(%r2),0
        lgr     %r2,%r12
        lghi    %r3,O_RDONLY
        lghi    %r4,0
        system  OPEN
        ltgr    %r11,%r2
        jm      hits_unreadable
        larl    %r3,file
        lghi    %r4,FILE_SIZE-1
        system  READ
        ltgr    %r10,%r2
        jm      hits_unreadable
        larl    %r1,file
        la      %r1,0(%r10,%r1)
        mvi     0(%r1),0
        lgr     %r2,%r11
        system  CLOSE
        larl    %r2,text_entries
        brasl   %r14,field
        lgr     %r10,%r2
        larl    %r2,text_overrun
        brasl   %r14,field
        agr     %r2,%r10
        leave
hits_unreadable:
        lgr     %r3,%r12
        brasl   %r14,refused
        lghi    %r2,0
        leave

# What goes before and after.
before_few:
        enter
        brasl   %r14,filter_few
        leave
before_enabled:
        enter
        brasl   %r14,filter_few
        larl    %r2,path_tracer
        larl    %r3,text_function
        lghi    %r4,O_WRONLY
        brasl   %r14,put
        larl    %r2,path_enabled
        larl    %r3,text_0
        lghi    %r4,O_WRONLY
        brasl   %r14,put
        leave
after_enabled:
        enter
        larl    %r2,path_enabled
        larl    %r3,text_1
        lghi    %r4,O_WRONLY
        brasl   %r14,put
        larl    %r2,path_tracer
        larl    %r3,text_nop
        lghi    %r4,O_WRONLY
        brasl   %r14,put
        leave
before_all:
        enter
        larl    %r1,is_few
        mvi     0(%r1),0
        larl    %r2,path_filter
        larl    %r3,text_nothing
        lghi    %r4,O_WRONLY|O_TRUNC
        brasl   %r14,put
        leave
before_kprobe:
        larl    %r3,text_kprobe
        j       put_probe
before_inner:
        larl    %r3,text_inner
        j       put_probe
after_kprobe:
        larl    %r3,text_no_kprobe
put_probe:
        larl    %r2,path_probes
        lghi    %r4,O_WRONLY|O_APPEND
        j       put
nothing:
        br      %r14

# The filter on few functions, if it is not there already: the kernel looks at all names for each of these.
filter_few:
        larl    %r1,is_few
        cli     0(%r1),1
        ber     %r14
        mvi     0(%r1),1
        larl    %r2,path_filter
        larl    %r3,text_few
        lghi    %r4,O_WRONLY|O_TRUNC
        j       put
