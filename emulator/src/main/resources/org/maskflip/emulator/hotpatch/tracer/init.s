# The first program of the embedded initial RAM disk: a load on every CPU, and the function tracer switched on and off under it.
# Freestanding, for the z10 level; it speaks to the kernel only.
#
# Its arguments behind "do" are steps, done in turn, each with a number of cycles: "do few enabled=3 all". Without: default_steps.
# (The kernel hands it all words of the command line that mean nothing to the kernel, then those behind "--".)
# After each switch it waits until the load on every CPU has gone some rounds, then asks the tracer for its hits by CPU: with
# tracing on there must be some on each CPU, with tracing off none.
#
# Conventions: r15 is the stack; functions take r2 to r5, answer in r2 and keep r6 to r13.

        .include "system.s"

        .text
        .org    0x1000000
        .globl  _start
_start: larl    %r1,arguments
        stg     %r15,0(%r1)
        aghi    %r15,-FRAME
        brasl   %r14,mount_all
        brasl   %r14,count_cpus
        brasl   %r14,share_counters
        larl    %r2,text_init
        brasl   %r14,append
        larl    %r1,cpus
        lg      %r2,0(%r1)
        brasl   %r14,append_number
        larl    %r2,text_cpus
        brasl   %r14,append
        brasl   %r14,end_line
        larl    %r2,path_buffer
        larl    %r3,text_buffer
        lghi    %r4,O_WRONLY
        brasl   %r14,put
        brasl   %r14,start_loads
        lghi    %r2,ROUNDS
        brasl   %r14,wait_rounds
        larl    %r2,text_ready
        brasl   %r14,append
        brasl   %r14,end_line

        larl    %r1,arguments
        lg      %r12,0(%r1)
        lg      %r13,0(%r12)            # the number of arguments, the program's name included
        la      %r12,16(%r12)
        aghi    %r13,-1
        jnh     no_steps
look_for_do:                            # what stands before it is the kernel's own
        lg      %r2,0(%r12)
        la      %r12,8(%r12)
        aghi    %r13,-1
        jnh     no_steps
        larl    %r3,word_do
        brasl   %r14,match
        ltgr    %r2,%r2
        jz      look_for_do
        j       next_step
no_steps:
        larl    %r12,default_steps
        lghi    %r13,DEFAULT_STEPS
next_step:
        lg      %r2,0(%r12)
        brasl   %r14,step
        la      %r12,8(%r12)
        brctg   %r13,next_step

        larl    %r2,text_done
        brasl   %r14,append
        larl    %r1,failures
        lg      %r2,0(%r1)
        brasl   %r14,append_number
        larl    %r2,text_failures
        brasl   %r14,append
        brasl   %r14,end_line
        lghi    %r2,200                 # the console's last lines
        brasl   %r14,sleep_millis
        llilf   %r2,0xfee1dead
        llilf   %r3,0x28121969
        llilf   %r4,0x4321fedc
        lghi    %r5,0
        system  REBOOT
0:      j       0b                      # not reached

        .include "steps.s"
        .include "load.s"
        .include "text.s"
        .include "words.s"
