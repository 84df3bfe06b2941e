package io.leaverwatch.jobs;

import java.util.ServiceLoader;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.rpc.RpcSystem;
import org.apache.flink.runtime.rpc.RpcSystemLoader;
import org.apache.flink.runtime.rpc.exceptions.RpcLoaderException;

/**
 * Takes Flink's RPC system from the class path. Flink's own loader unpacks a jar of 24 MB from inside its jar into the
 * temporary folder at each start and loads it through a class loader of its own, out of reach for a class archive; that
 * is most of what an embedded Flink needs to start. Found by Flink as a service; in the thin jar, without those classes,
 * it steps aside for Flink's.
 */
public final class EmbeddedRpcSystem implements RpcSystemLoader {
    @Override
    public int getLoadPriority() {
        return -1; // the least comes first, and Flink's own is 0
    }

    @Override
    public RpcSystem loadRpcSystem(Configuration configuration) {
        return ServiceLoader.load(RpcSystem.class, RpcSystem.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new RpcLoaderException("No RPC system is on the class path."));
    }
}
