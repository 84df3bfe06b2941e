package io.leaverwatch.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** To come. */
@Command(name = "graph")
final class GraphBench implements Callable<Integer> {
    @Override
    public Integer call() {
        return 1;
    }
}
