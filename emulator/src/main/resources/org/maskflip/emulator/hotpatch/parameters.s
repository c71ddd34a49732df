# What the guest is built with.

        .ifndef CPUS
        .set    CPUS,4
        .endif
        .ifndef FUNCTIONS
        .set    FUNCTIONS,320
        .endif
        .ifndef UPDATES
        .set    UPDATES,50
        .endif
        .ifndef SEED
        .set    SEED,1
        .endif

        .set    PSW_PLAIN,0x0000000180000000    # 64-bit addressing, all disabled
        .set    PSW_DAT,0x0400000180000000      # the same with DAT, primary space
        .set    PSW_WAIT,0x0502000180000000     # DAT, external interruptions enabled, wait
        .set    PSW_STOP,0x0002000180000000     # the disabled wait
        .set    CR0_SIGNALS,0x6000              # emergency signal, external call

# In the prefix area of each CPU, beside the assigned locations
        .set    LC_PERCPU,0x200                 # its entry in percpu
        .set    LC_ASYNC,0x208                  # stack for interruptions
        .set    LC_STACK,0x210
        .set    LC_SAVE,0x280                   # registers of the interrupted program

# An entry of percpu
        .set    PC_EC_MASK,0                    # why the CPU was signalled, one bit each
        .set    PC_QUEUE,8                      # calls asked of it, a list
        .set    PC_RANDOM,16
        .set    PC_NUMBER,24                    # the CPU address
        .set    PC_STOPPED,32
        .set    PC_CALLS,40                     # calls of traced functions, begun
        .set    PC_DONE,48                      # and come back
        .set    PC_TRACED,56                    # and seen by an interceptor
        .set    PC_SIGNALS,64                   # external calls and emergency signals sent
        .set    PC_SERVED,72                    # synchronizations served
        .set    PC_ROUNDS,80                    # turns of the worker's loop
        .set    PERCPU,256

# A call asked of another CPU
        .set    CALL_NEXT,0
        .set    CALL_FUNCTION,8
        .set    CALL_LOCKED,16                  # 1 until the function has run
        .set    CALL,32

        .set    BIT_CALL,2                      # in PC_EC_MASK
        .set    BIT_STOP,4
        .set    STACK,8192
        .set    SIGP_SENSE,1
        .set    SIGP_EXTERNAL_CALL,2
        .set    SIGP_EMERGENCY,3
        .set    SIGP_STOP,5
        .set    SIGP_RESTART,6
        .set    SIGP_INITIAL_RESET,11
        .set    SIGP_SET_PREFIX,13
        .set    SIGP_SENSE_RUNNING,21

# Codes of the disabled wait
        .set    ERROR_UNEXPECTED,0xe1           # an interruption that nobody enabled
        .set    ERROR_PROGRAM,0xe2
        .set    ERROR_SITE,0xe3                 # a site does not hold what the patcher expects
        .set    ERROR_ENTRY,0xe4                # an interceptor entered with wrong registers
        .set    ERROR_RETURN,0xe5               # a traced function came back with wrong registers
        .set    ERROR_SIGNAL,0xe6
        .set    ERROR_COUNT,0xe7
        .set    ERROR_TRANSLATION,0xe9

        .macro  ENTER
        stmg    %r6,%r15,48(%r15)
        lay     %r15,-256(%r15)
        .endm

        .macro  LEAVE
        lmg     %r6,%r15,304(%r15)
        br      %r14
        .endm

        .macro  FAIL code
        lghi    %r1,\code
        jg      fail
        .endm
