package io.leaverwatch.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** To come. */
@Command(name = "micro")
final class MicroBench implements Callable<Integer> {
    @Override
    public Integer call() {
        return 1;
    }
}
