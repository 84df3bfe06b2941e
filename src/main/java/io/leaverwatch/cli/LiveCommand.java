package io.leaverwatch.cli;

import io.leaverwatch.config.LiveSettings;
import io.leaverwatch.config.LiveSettingsReader;
import io.leaverwatch.jobs.LiveJob;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the job on topics, until it is stopped. */
@Command(
        name = "live",
        description = {
            "Watches Kafka topics and alerts within moments, until it is stopped.",
            "Started by hand it runs a Flink inside this process, for trying out; started by 'flink run' or in"
                    + " application mode it runs on that cluster."
        },
        sortOptions = false,
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  leaverwatch live --config deploy/config/live.yaml",
            "",
            "Exit status: 1 a failure while running; 2 wrong usage, settings or policy."
        })
final class LiveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "F", description = "The settings file, YAML or JSON.")
    private Path config;

    @Mixin
    @SuppressWarnings("unused") // picocli sets it and reads it
    private HelpOption help;

    @Override
    public Integer call() throws Exception {
        LiveSettings settings = LiveSettingsReader.read(config);
        LiveJob job = new LiveJob(settings);
        PrintWriter err = spec.commandLine().getErr();
        job.prepare(warning -> err.println("leaverwatch: " + warning + "."));
        if (job.isEmbedded()) {
            err.println("leaverwatch: watching " + settings.shownBrokers() + ", alerts go to the topic "
                    + settings.topics().alerts() + "; Ctrl-C ends it.");
        }
        job.run();
        return CommandRunner.DONE;
    }
}
