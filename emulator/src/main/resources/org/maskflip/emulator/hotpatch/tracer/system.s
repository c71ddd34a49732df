# The kernel's interface: numbers of calls and flags, and how a call is made.
        .equ    FORK,2
        .equ    READ,3
        .equ    WRITE,4
        .equ    OPEN,5
        .equ    CLOSE,6
        .equ    MOUNT,21
        .equ    PIPE,42
        .equ    GETPPID,64
        .equ    REBOOT,88
        .equ    MMAP,90
        .equ    NANOSLEEP,162
        .equ    SCHED_SETAFFINITY,239
        .equ    SCHED_GETAFFINITY,240
        .equ    CLOCK_GETTIME,260

        .equ    O_RDONLY,0
        .equ    O_WRONLY,1
        .equ    O_TRUNC,0x200
        .equ    O_APPEND,0x400
        .equ    CLOCK_MONOTONIC,1

        .equ    FRAME,160
        .equ    MOST_CPUS,64
        .equ    COUNTER_SHIFT,8         # counters of two CPUs share no 256-byte line
        .equ    ROUNDS,8                # what the load goes on for between two looks

# A system call: arguments in r2 to r7, the answer in r2, negative for an error.
        .macro  system number
        lghi    %r1,\number
        svc     0
        .endm

        .macro  enter
        stmg    %r6,%r15,48(%r15)
        aghi    %r15,-FRAME
        .endm

        .macro  leave
        lmg     %r6,%r15,48+FRAME(%r15)
        br      %r14
        .endm
