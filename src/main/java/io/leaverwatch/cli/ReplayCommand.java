package io.leaverwatch.cli;

import io.leaverwatch.jobs.ReplayRequest;
import io.leaverwatch.jobs.ReplayResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the whole job over files. */
@Command(
        name = ReplayCommand.NAME,
        description = {
            "Reads membership events, credential links and accesses from files, and writes every alert that they give.",
            "F is a file, a pattern such as 'logs/*.ndjson.gz', or - for standard input (once). Files may be plain,"
                    + " .gz or .zst."
        },
        sortOptions = false,
        customSynopsis = {
            "leaverwatch replay --membership F... --accesses F... [--credentials F...] [--policy F] --out DIR",
            "                   [--parallelism N] [--force] [--quiet] [--fail-on-alerts]"
        },
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  leaverwatch replay --membership members.ndjson --credentials links.ndjson \\",
            "    --accesses 'audit/2031-05-*.ndjson.gz' --policy policy.yaml --out results",
            "",
            "Exit status: 0 done; 1 a failure while running; 2 wrong usage, policy or input;",
            "3 open alerts were found and --fail-on-alerts was given."
        })
final class ReplayCommand implements Callable<Integer> {
    static final String NAME = "replay";

    private static final int MOST_PARALLEL = 64;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--membership",
            required = true,
            arity = "1..*",
            paramLabel = "F",
            description = "Membership events: who left, when, and who came back.")
    private List<String> membership = new ArrayList<>();

    @Option(
            names = "--accesses",
            required = true,
            arity = "1..*",
            paramLabel = "F",
            description = "Audit-log events of credentials in systems.")
    private List<String> accesses = new ArrayList<>();

    @Option(
            names = "--credentials",
            arity = "1..*",
            paramLabel = "F",
            description = "Which credential belongs to which member. Without it, a credential is a member's id.")
    private List<String> credentials = new ArrayList<>();

    @Option(
            names = "--policy",
            paramLabel = "F",
            description = "What is protected, exempted and detected. Without it, the default policy.")
    private Path policy;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where the results go: a folder that is missing or empty.")
    private Path out;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "How many parts of the job run at once, 1 to 64. Default: the machine's cores.")
    private Integer parallelism;

    @Option(
            names = "--force",
            description = "Write into a folder that holds something; result files in it are replaced, others stay.")
    private boolean force;

    @Option(names = "--quiet", description = "Print nothing but what went wrong.")
    private boolean quiet;

    @Option(names = "--fail-on-alerts", description = "Exit with status 3 where there are open alerts.")
    private boolean failOnAlerts;

    @Mixin
    @SuppressWarnings("unused") // picocli sets it and reads it
    private HelpOption help;

    @Override
    public Integer call() throws Exception {
        PrintWriter console = spec.commandLine().getOut();
        ReplayRequest request =
                new ReplayRequest(membership, accesses, credentials, policy, out, checkedParallelism(), force);
        ReplayResult result = ReplayRun.run(request, quiet, spec.commandLine().getErr());
        if (!quiet) {
            console.println("All times in UTC.");
            console.println();
            new ResultText(console).print(result);
        }
        return failOnAlerts && result.openAlerts() > 0 ? CommandRunner.ALERTS_FOUND : CommandRunner.DONE;
    }

    private int checkedParallelism() {
        if (parallelism == null) {
            return Math.min(MOST_PARALLEL, Runtime.getRuntime().availableProcessors());
        }
        if (parallelism < 1 || parallelism > MOST_PARALLEL) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--parallelism " + parallelism + ": give a number from 1 to " + MOST_PARALLEL + ".");
        }
        return parallelism;
    }
}
