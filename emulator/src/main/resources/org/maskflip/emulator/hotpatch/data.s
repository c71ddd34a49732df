# Data; from here on pages are writable.
        .section .variables,"aw"
        .balign 4096,0
segment_table:
        .space  4096
page_tables:
        .space  4*2048
        .balign 8192,0
prefixes:
        .space  8192*CPUS
percpu: .space  PERCPU*CPUS
calls:  .space  CALL*CPUS*CPUS
stacks: .space  2*STACK*CPUS
hits:   .space  8*CPUS*FUNCTIONS
random_factor:
        .quad   6364136223846793005
random_seed:
        .quad   2*SEED+1
trace_operation:
        .quad   0
trace_function:
        .quad   count_call
psw_dat_mask:
        .quad   PSW_DAT
psw_wait_mask:
        .quad   PSW_WAIT
psw_stop_mask:
        .quad   PSW_STOP
psw_done:
        .quad   PSW_STOP, 0
are_started:
        .quad   0
prefix_cell:
        .quad   0
hot_function:                                   # the number of the function whose stages the patcher has come to last
        .quad   0
result_code:
        .quad   0
result_program:
        .space  24
result_calls:                                   # calls, traced calls, signals sent, synchronizations served
        .space  32
write_lock:
        .long   0
fresh_site:
        .byte   0xc0,0x04,0,0,0,0
opcode_brasl:
        .byte   0xc0,0x15
has_sense_running:
        .byte   0
        .balign 8,0
site_states:
        .space  FUNCTIONS
        .balign 8,0
guest_end:
