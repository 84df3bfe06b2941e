package io.leaverwatch.cli;

import io.leaverwatch.jobs.ReplayRequest;
import io.leaverwatch.jobs.ReplayResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a replay of the bundled story and shows what it found. */
@Command(
        name = DemoCommand.NAME,
        description = {
            "Runs the whole job on a bundled story of an invented society, and shows the alerts.",
            "It is a real replay: the last lines say which command gives the same. With --live it is the real live job."
        },
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  leaverwatch demo --out /tmp/leaverwatch-demo")
final class DemoCommand implements Callable<Integer> {
    static final String NAME = "demo";
    static final String LIVE = "--live";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "leaverwatch-demo",
            description = "Where the story and the results go; an earlier demo there is replaced."
                    + " Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = LIVE,
            description = "Play it through a Kafka broker, which is started for it, and the live job, in time-lapse.")
    private boolean live;

    @Mixin
    @SuppressWarnings("unused") // picocli sets it and reads it
    private HelpOption help;

    @Override
    public Integer call() throws Exception {
        DemoStory story = DemoStory.copyTo(out);
        if (live) {
            new DemoLive(story, spec.commandLine().getOut()).run();
            return CommandRunner.DONE;
        }
        List<String> accesses = DemoStory.ACCESSES.stream()
                .map(name -> story.file(name).toString())
                .toList();
        ReplayRequest request = new ReplayRequest(
                List.of(story.file(DemoStory.MEMBERSHIP).toString()),
                accesses,
                List.of(story.file(DemoStory.CREDENTIALS).toString()),
                story.file(DemoStory.POLICY),
                story.results(),
                Runtime.getRuntime().availableProcessors(),
                true);
        ReplayResult result = ReplayRun.run(request, false, spec.commandLine().getErr());
        show(request, result);
        return CommandRunner.DONE;
    }

    private void show(ReplayRequest request, ReplayResult result) throws Exception {
        PrintWriter console = spec.commandLine().getOut();
        console.println("Harbour Street Allotments, a society of our invention, May 2031. All times in UTC.");
        console.println();
        new ResultText(console).print(result);
        console.println();
        console.println("The same by hand:");
        console.println("  deploy/leaverwatch replay --force --membership "
                + request.membership().get(0) + " \\");
        console.println("    --credentials " + request.credentials().get(0) + " --policy " + request.policy() + " \\");
        console.println("    --accesses " + String.join(" ", request.accesses()) + " \\");
        console.println("    --out " + request.out());
        console.flush();
    }
}
