package io.leaverwatch.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The word that all commands start with. */
@Command(
        name = "leaverwatch",
        description = "Alerts when a departed member's credentials touch a protected system.",
        versionProvider = Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        descriptionHeading = "%n",
        footerHeading = "%nThe launcher deploy/leaverwatch also knows:%n",
        footer = {
            "  test        Everything the project checks: formatter, warnings, tests.",
            "  bench       The project's measurements.",
            "",
            "Exit status: 0 done; 1 a failure while running; 2 wrong usage, policy or input;",
            "3 open alerts were found and --fail-on-alerts was given.",
            "",
            "Example: leaverwatch demo"
        })
final class LeaverwatchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("unused") // picocli sets it and reads it
    private HelpOption help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the versions of Leaverwatch, Flink and Java.")
    @SuppressWarnings("unused") // picocli sets it and reads it
    private boolean version;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "No command given; try 'leaverwatch demo'.");
    }
}
