package io.leaverwatch.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The measurements' command line. */
@Command(
        name = "leaverwatch bench",
        description = "Measures Leaverwatch on this machine. Leave the machine alone meanwhile.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "replay|graph|live|micro|dictionary",
        subcommands = {ReplayBench.class, GraphBench.class, LiveBench.class, MicroBench.class, DictionaryTraining.class
        })
public final class Bench {
    private Bench() {}

    /** Exits with 0 where everything was measured, whatever the numbers; 1 after a failure; 2 after wrong usage. */
    public static void main(String[] args) {
        CommandLine commandLine = new CommandLine(new Bench());
        commandLine.setUsageHelpWidth(110);
        commandLine.setExecutionExceptionHandler((problem, command, words) -> {
            if (problem instanceof BenchFailure) {
                command.getErr().println("leaverwatch bench: " + problem.getMessage());
            } else {
                problem.printStackTrace(command.getErr());
            }
            return 1;
        });
        if (args.length == 0) {
            commandLine.usage(System.out);
            return;
        }
        System.exit(commandLine.execute(args));
    }
}
