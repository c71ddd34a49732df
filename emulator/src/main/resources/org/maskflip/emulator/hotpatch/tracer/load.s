# What there is before the steps: file systems, CPUs, and on each CPU two processes that call each other through pipes.

mount_all:
        enter
        larl    %r13,mounts
        lghi    %r12,MOUNTS
mount_one:
        lg      %r2,0(%r13)             # the kind
        lg      %r3,8(%r13)             # where
        lgr     %r4,%r2
        lghi    %r5,0
        lghi    %r6,0
        system  MOUNT
        ltgr    %r2,%r2
        jz      mounted
        lg      %r3,8(%r13)
        brasl   %r14,refused
mounted:
        la      %r13,16(%r13)
        brctg   %r12,mount_one
        leave

# Counts the CPUs of the mask that this process may use; they are numbered from 0.
count_cpus:
        enter
        lghi    %r2,0
        lghi    %r3,128
        larl    %r4,mask
        system  SCHED_GETAFFINITY
        larl    %r1,mask
        lg      %r1,0(%r1)
        lghi    %r2,0
count_bit:
        aghi    %r2,1
        srlg    %r1,%r1,1
        tmll    %r1,1
        jnz     count_bit
        larl    %r1,cpus
        stg     %r2,0(%r1)
        leave

# A piece of storage that all processes share: a counter of rounds per CPU.
share_counters:
        enter
        larl    %r2,map_arguments
        system  MMAP
        larl    %r1,counters
        stg     %r2,0(%r1)
        leave

start_loads:
        enter
        larl    %r1,cpus
        lg      %r12,0(%r1)
        lghi    %r11,0
start_one:
        system  FORK
        ltgr    %r2,%r2
        jz      load
        jm      start_failed
        la      %r11,1(%r11)
        brctg   %r12,start_one
        leave
start_failed:
        larl    %r3,text_fork
        brasl   %r14,refused
        leave

# The load of CPU r11, for ever: calls, and a byte to and fro between two processes.
load:   lghi    %r2,1
        sllg    %r2,%r2,0(%r11)
        larl    %r4,mask
        stg     %r2,0(%r4)
        lghi    %r2,0
        lghi    %r3,8
        system  SCHED_SETAFFINITY
        larl    %r2,pipe_there
        system  PIPE
        larl    %r2,pipe_back
        system  PIPE
        larl    %r1,pipe_there
        lgf     %r6,0(%r1)              # the pipe there: its reading end
        lgf     %r7,4(%r1)
        lgf     %r8,8(%r1)              # the pipe back
        lgf     %r9,12(%r1)
        larl    %r10,byte
        larl    %r1,counters
        lg      %r12,0(%r1)
        sllg    %r11,%r11,COUNTER_SHIFT
        la      %r12,0(%r11,%r12)
        system  FORK
        ltgr    %r2,%r2
        jz      echo
        jm      load_end
load_round:
        lghi    %r13,8
0:      system  GETPPID
        brctg   %r13,0b
        lgr     %r2,%r7
        lgr     %r3,%r10
        lghi    %r4,1
        system  WRITE
        lgr     %r2,%r8
        lgr     %r3,%r10
        lghi    %r4,1
        system  READ
        agsi    0(%r12),1
        j       load_round
echo:   lgr     %r2,%r6
        lgr     %r3,%r10
        lghi    %r4,1
        system  READ
        lgr     %r2,%r9
        lgr     %r3,%r10
        lghi    %r4,1
        system  WRITE
        j       echo
load_end:
        j       load_end                # its counter stands, which wait_rounds reports

# Waits until the load of each CPU has gone on for r2 rounds; after 4,000 looks that is a failure.
wait_rounds:
        enter
        lgr     %r13,%r2
        larl    %r1,cpus
        lg      %r12,0(%r1)
        larl    %r1,counters
        lg      %r11,0(%r1)
        lgr     %r10,%r11
        larl    %r9,before
wait_note:
        lg      %r1,0(%r10)
        agr     %r1,%r13
        stg     %r1,0(%r9)
        la      %r10,1<<COUNTER_SHIFT(%r10)
        la      %r9,8(%r9)
        brctg   %r12,wait_note
        lghi    %r8,4000
wait_look:
        lghi    %r2,2
        brasl   %r14,sleep_millis
        larl    %r1,cpus
        lg      %r12,0(%r1)
        lgr     %r10,%r11
        larl    %r9,before
wait_cpu:
        lg      %r1,0(%r10)
        cg      %r1,0(%r9)
        jl      wait_more
        la      %r10,1<<COUNTER_SHIFT(%r10)
        la      %r9,8(%r9)
        brctg   %r12,wait_cpu
        leave
wait_more:
        brctg   %r8,wait_look
        larl    %r2,text_stuck
        brasl   %r14,append
        brasl   %r14,failed
        leave

sleep_millis:
        enter
        msgfi   %r2,1000000
        larl    %r1,moment
        mvghi   0(%r1),0
        stg     %r2,8(%r1)
        lgr     %r2,%r1
        lghi    %r3,0
        system  NANOSLEEP
        leave

# The time in microseconds.
clock:  enter
        lghi    %r2,CLOCK_MONOTONIC
        larl    %r3,moment
        system  CLOCK_GETTIME
        larl    %r3,moment
        lg      %r2,0(%r3)
        msgfi   %r2,1000000
        lg      %r5,8(%r3)
        lghi    %r4,0
        lghi    %r1,1000
        dlgr    %r4,%r1
        agr     %r2,%r5
        leave
