# scenario: fresh-stage
# models: the instructions of a second stage are written and the mask goes on with no synchronization between, on a live site
# property: P1 P2
# expected: unsafe
# bounds: CPUS=2 CALLS=1
# reason: Running the new first stage says nothing about the copy of the second (F-unordered): what stood there before may run.
# origin: Linux ftrace_init_nop writes second stages without synchronization; its sites are not live, or no second CPU runs
#
# variant: fresh-stage+sync
# define: SYNC SYNC_BETWEEN
# property: P1 P2 P6
# expected: safe
# reason: The copies of what stood there are discarded before anybody can take the first stage.
# origin: derived
#
# variant: fresh-stage/sync-after
# define: SYNC SYNC_AFTER
# property: P1 P2 P6
# expected: unsafe
# reason: The synchronization behind the update comes too late for who takes the first stage before it.
# origin: Linux, if a site were live that early
#
# variant: module-load
# define: SYNC SYNC_BETWEEN PUBLISH
# property: P1 P2 P3 P6
# expected: safe
# reason: The stages are written, the site enabled, and every CPU synchronized before the function's address is published.
# origin: Linux ftrace_module_enable, with tracing on: one synchronization before the module is live
#
# variant: module-load/no-sync
# define: PUBLISH
# property: P1 P2 P3
# expected: unsafe
# reason: Seeing the published address does not mean running the code stored before it (F-early); fresh memory may have been prefetched.
# origin: derived; Linux relies on what every CPU does in the meantime
#
# variant: module-load/bcr
# define: PUBLISH READER_SERIALIZES
# property: P1 P2 P3
# expected: safe
# reason: A serialization between finding the address and running the code discards the copies (ser-discard).
# origin: derived
#
# variant: module-load/sync-after
# define: SYNC SYNC_AFTER PUBLISH
# property: P1 P2 P3 P6
# expected: unsafe
# reason: Published before the synchronization.
# origin: derived

        .set    FIRST_INTERCEPTOR,tracer
        .set    NO_SECOND,1
        .set    NEW,2
        .include "parts/stages.s"
        .include "parts/caller.s"
        .include "parts/write.s"
        .ifdef  SYNC
        .include "parts/signal.s"
        .endif

        .ifdef  PUBLISH
# CPUs that call the function once its address is published; who does not, knows of no function.
cpu1:
cpu2:
cpu3:   PREPARE
        lgrl    %r8,published
        cghi    %r8,0
        je      1f
        .ifdef  READER_SERIALIZES
#! mutable
        bcr     15,%r0
#! end
        .endif
        CHECKED_CALL                            # once published, the function is traced
1:
        .ifdef  SYNC
        j       stay
        .else
        j       end
        .endif
        .endif

cpu0:
#! steps
        WRITE   second,0,new_stage,24
        .ifdef  PUBLISH
        WRITE   site,1,mask_on,1
        .endif
        .ifdef  SYNC_BETWEEN
        brasl   %r14,synchronize
        .endif
        .ifdef  PUBLISH
        lghi    %r1,1
        stgrl   %r1,published
        .else
        WRITE   site,1,mask_on,1
        .endif
        .ifdef  SYNC_AFTER
        brasl   %r14,synchronize
        .endif
#! end
        lghi    %r1,1
        stgrl   %r1,done
        j       end

        .balign 8
published:
        .quad   0
new_stage:
        .byte   0xc0,0x15
        .long   (third-second)/2
        .short  0
        .quad   body
        .quad   tracer
finally:
        .quad   site+1,1,ON
        .quad   slot,8,tracer
        .ifdef  PUBLISH
        .quad   published,8,1
        .endif
finally_end:
