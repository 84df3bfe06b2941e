package io.leaverwatch.jobs;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.runtime.rpc.RpcService;
import org.apache.flink.runtime.rpc.RpcSystem;
import org.apache.flink.runtime.rpc.RpcUtils;

/**
 * The part of an embedded Flink that takes longest to start and asks for nothing that the command line says: its RPC
 * service. For a JVM that ends with its run, since what was begun and is not taken is never closed.
 */
public final class HeadStart {
    private static final AtomicReference<FutureTask<RpcService>> BEGUN = new AtomicReference<>();

    private HeadStart() {}

    /** Begins, on a thread of its own, while the command line is still being read; does not wait. */
    public static void begin() {
        FutureTask<RpcService> starting = new FutureTask<>(HeadStart::start);
        BEGUN.set(starting);
        Thread thread = new Thread(starting, "leaverwatch-head-start");
        thread.setDaemon(true);
        thread.start();
    }

    /** As Flink's MiniCluster would start it. */
    private static RpcService start() throws Exception {
        return RpcSystem.load()
                .localServiceBuilder(EmbeddedFlink.settings())
                .withExecutorConfiguration(RpcUtils.getTestForkJoinExecutorConfiguration())
                .createAndStart();
    }

    /**
     * What was begun, once it has started, for the first that asks; null where there is none.
     *
     * @throws Exception what kept it from starting
     */
    static RpcService take() throws Exception {
        FutureTask<RpcService> starting = BEGUN.getAndSet(null);
        try {
            return starting == null ? null : starting.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
