# Data: what is written, where, and what the program keeps.
        .data
        .balign 4096,0
data_start:

        .macro  words label,text
        .balign 2,0
\label: .asciz  "\text"
        .endm

        .macro  step_entry name,before,path,on,off,after
        .quad   \name,\before,\path,\on,\off,\after
        .endm

step_table:
        step_entry word_few,before_few,path_tracer,text_function,text_nop,nothing
        step_entry word_all,before_all,path_tracer,text_function,text_nop,nothing
        step_entry word_enabled,before_enabled,path_enabled,text_1,text_0,after_enabled
        step_entry word_graph,before_few,path_tracer,text_graph,text_nop,nothing
        step_entry word_kprobe,before_kprobe,path_probe,text_1,text_0,after_kprobe
        step_entry word_inner,before_inner,path_probe,text_1,text_0,after_kprobe
step_table_end:
        .equ    STEPS,(step_table_end-step_table)/STEP_SIZE

default_steps:
        .quad   word_few,default_enabled,word_graph,word_kprobe,word_inner,word_all
default_steps_end:
        .equ    DEFAULT_STEPS,(default_steps_end-default_steps)/8

mounts: .quad   text_devtmpfs,path_dev
        .quad   text_proc,path_proc
        .quad   text_tracefs,path_tracing
mounts_end:
        .equ    MOUNTS,(mounts_end-mounts)/16

map_arguments:
        .quad   0,MOST_CPUS<<COUNTER_SHIFT,3,0x21,-1,0
line_end:
        .quad   line

        words   word_do,"do"
        words   word_few,"few"
        words   word_all,"all"
        words   word_enabled,"enabled"
        words   default_enabled,"enabled=3"
        words   word_graph,"graph"
        words   word_kprobe,"kprobe"
        words   word_inner,"inner"

        words   text_devtmpfs,"devtmpfs"
        words   text_proc,"proc"
        words   text_tracefs,"tracefs"
        words   path_dev,"/dev"
        words   path_proc,"/proc"
        words   path_tracing,"/tracing"
        words   path_buffer,"/tracing/buffer_size_kb"
        words   path_trace,"/tracing/trace"
        words   path_tracer,"/tracing/current_tracer"
        words   path_filter,"/tracing/set_ftrace_filter"
        words   path_probes,"/tracing/kprobe_events"
        words   path_probe,"/tracing/events/kprobes/maskflip/enable"
        words   path_enabled,"/proc/sys/kernel/ftrace_enabled"
        words   path_cpu,"/tracing/per_cpu/cpu"
        words   path_stats,"/stats"

        .balign 2,0
text_nothing:
        .asciz  ""
        words   text_blank," "
        words   text_0,"0"
        words   text_1,"1"
        words   text_buffer,"256"
        words   text_function,"function"
        words   text_graph,"function_graph"
        words   text_nop,"nop"
        words   text_few,"vfs_read vfs_write *_sys_getppid"
        words   text_kprobe,"p:maskflip vfs_read"
        words   text_inner,"p:maskflip vfs_read+6"
        words   text_no_kprobe,"-:maskflip"
        words   text_entries,"entries: "
        words   text_overrun,"overrun: "

        words   text_prefix,"maskflip: "
        words   text_init,"maskflip: init, "
        words   text_cpus," CPUs"
        words   text_ready,"maskflip: ready, load on all CPUs"
        words   text_on,": on "
        words   text_off,"; off "
        words   text_micros," us"
        words   text_hits,", hits"
        words   text_wrong,"(WRONG)"
        words   text_unknown,"maskflip: FAILED: unknown step "
        words   text_refused,"maskflip: FAILED: the kernel refuses "
        words   text_error,", error "
        words   text_fork,"fork"
        words   text_stuck," (FAILED: the load stands still)"
        words   text_done,"maskflip: done, "
        words   text_failures," failures"

        .bss
        .balign 8
arguments:
        .skip   8
cpus:   .skip   8
counters:
        .skip   8
failures:
        .skip   8
moment: .skip   16
mask:   .skip   128
before: .skip   8*MOST_CPUS
pipe_there:
        .skip   8
pipe_back:
        .skip   8
figures:
        .skip   32
byte:   .skip   2
is_few: .skip   2
path:   .skip   128
line:   .skip   2048
        .equ    FILE_SIZE,4096
file:   .skip   FILE_SIZE
data_end:
