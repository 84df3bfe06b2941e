package io.leaverwatch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Holds the table of packages: which may see which, and which may see Flink, Kafka and Jackson. A package that is not
 * written yet holds trivially; the first test makes sure that not everything does.
 */
class LayersTest {
    private static final String BASE = "io.leaverwatch";
    private static final String FLINK = "org.apache.flink";
    private static final String JACKSON = "com.fasterxml.jackson";
    private static final String LOG = "org.slf4j";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    /** The table. What a row does not name may not be used. */
    static final List<Layer> LAYERS = List.of(
            new Layer("domain", List.of(), List.of(), List.of()),
            new Layer("formats", List.of("domain"), List.of(JACKSON), List.of()),
            new Layer(
                    "config",
                    List.of("domain"),
                    List.of(JACKSON, "org.yaml.snakeyaml", "org.apache.flink.configuration"),
                    List.of()),
            new Layer("report", List.of("domain", "formats"), List.of(JACKSON), List.of()),
            new Layer("metrics", List.of(), List.of(FLINK), List.of(FLINK + ".connector", FLINK + ".cep")),
            new Layer(
                    "types",
                    List.of("domain", "formats"),
                    List.of(FLINK, "com.github.luben"),
                    List.of(FLINK + ".connector", FLINK + ".cep")),
            new Layer(
                    "pipeline",
                    List.of("domain", "formats", "config", "types", "metrics"),
                    List.of(FLINK, LOG),
                    List.of(FLINK + ".connector")),
            new Layer(
                    "connectors",
                    List.of("domain", "formats", "config", "types", "metrics"),
                    List.of(FLINK, "org.apache.kafka", "com.github.luben", LOG),
                    List.of(FLINK + ".cep")),
            new Layer(
                    "jobs",
                    List.of("domain", "formats", "config", "types", "metrics", "report", "pipeline", "connectors"),
                    List.of(FLINK, "org.apache.kafka", LOG),
                    List.of(FLINK + ".cep")));

    /**
     * One row.
     *
     * @param name the package below the base package
     * @param own the packages of this project that it may use beside itself
     * @param others packages of libraries that it may use, with those below them, beside {@code java}
     * @param othersExcept what of those it may not use after all
     */
    record Layer(String name, List<String> own, List<String> others, List<String> othersExcept) {
        String packageName() {
            return BASE + "." + name;
        }

        boolean mayUse(JavaClass target) {
            // An array is as good as what it holds.
            String used = target.getBaseComponentType().getPackageName();
            return used.isEmpty() // a primitive
                    || isIn(used, "java")
                    || isIn(used, packageName())
                    || own.stream().anyMatch(layer -> isIn(used, BASE + "." + layer))
                    || (others.stream().anyMatch(prefix -> isIn(used, prefix))
                            && othersExcept.stream().noneMatch(prefix -> isIn(used, prefix)));
        }

        private static boolean isIn(String used, String prefix) {
            return used.equals(prefix) || used.startsWith(prefix + ".");
        }
    }

    @Test
    void seesTheProductsClasses() {
        assertThat(CLASSES.contain(BASE + ".Leaverwatch")).isTrue();
        assertThat(CLASSES)
                .as("classes of the domain")
                .anyMatch(type -> type.getPackageName().equals(BASE + ".domain"));
    }

    @Test
    void knowsEveryPackage() {
        Set<String> layers = Stream.concat(LAYERS.stream().map(Layer::name), Stream.of("cli"))
                .collect(Collectors.toSet());
        assertThat(CLASSES)
                .allMatch(type -> type.getPackageName().equals(BASE)
                        || layers.contains(type.getPackageName()
                                .substring(BASE.length() + 1)
                                .split("\\.", -1)[0]));
    }

    @ParameterizedTest
    @FieldSource("LAYERS")
    void usesOnlyWhatTheTableAllows(Layer layer) {
        noClasses()
                .that()
                .resideInAPackage(layer.packageName() + "..")
                .should()
                .dependOnClassesThat(
                        describe("the table does not allow to " + layer.name, target -> !layer.mayUse(target)))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void keepsTheMainClassToTheCommandLine() {
        noClasses()
                .that()
                .resideInAPackage(BASE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "com.fasterxml..")
                .check(CLASSES);
    }

    /** The same input must give the same output, so time and ids come in as values. */
    @Test
    void takesNoClockAndNoChanceInDomainAndPipeline() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + ".domain..", BASE + ".pipeline..")
                .should()
                .accessTargetWhere(isOneOf(Set.of(
                        "java.util.UUID.randomUUID()",
                        "java.lang.Math.random()",
                        "java.lang.System.currentTimeMillis()",
                        "java.time.Instant.now()",
                        "java.time.Clock.systemUTC()",
                        "java.time.Clock.systemDefaultZone()",
                        "java.lang.Thread.sleep(long)",
                        "java.util.Random.<init>()")))
                .check(CLASSES);
    }

    @Test
    void namesClassesForWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Helpers|Util|Utils)")
                .check(CLASSES);
    }

    /** Calls and method references, by full name with parameter types. */
    private static DescribedPredicate<JavaAccess<?>> isOneOf(Set<String> names) {
        return describe(
                "target is one of " + names,
                access -> names.contains(access.getTarget().getFullName()));
    }
}
