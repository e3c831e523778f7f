package io.github.bitbucketoidc.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Who may know whom: stores know the SPI, the SPI and the core know nobody, the provider knows no store and no web framework. */
@AnalyzeClasses(packages = "io.github.bitbucketoidc", importOptions = ImportOption.DoNotIncludeTests.class)
class DirectionOfKnowledgeTest {

    private static final String SPI = "io.github.bitbucketoidc.store";
    /** The part of the SPI that reads files, for the core too. */
    private static final String FILES = SPI + ".files";
    /** The packages of the SPI's own; every other one below it is a store's. */
    private static final String[] SPI_PACKAGES = {SPI, FILES, SPI + ".support", SPI + ".settings", SPI + ".discovery"};

    private static final String CORE = "io.github.bitbucketoidc.core..";
    private static final String PROVIDER = "io.github.bitbucketoidc.provider..";

    /** What is not exported, or to neighbours only. */
    private static final String[] INSIDE_OF_THE_CORE = {
        "..core.filter.analysis",
        "..core.filter.tree",
        "..core.libraries",
        "..core.text",
        "..core.token.json",
        "..core.token.keys"
    };

    private static final String[] INSIDE_OF_THE_PROVIDER = {
        "..provider.audit.file",
        "..provider.facts",
        "..provider.lease",
        "..provider.log",
        "..provider.names",
        "..provider.policy.check",
        "..provider.policy.yaml",
        "..provider.record",
        "..provider.request",
        "..provider.stores",
        "..provider.tokens"
    };

    private static final String[] LIBRARIES = {
        "com.nimbusds..", "com.fasterxml..", "org.snakeyaml..", "com.github.benmanes..", "com.exceptionfactory.."
    };

    private static final String[] INSIDE_OF_THE_STORES = {
        SPI + ".file.*..", SPI + ".vault.*..", SPI + ".aws.*..", SPI + ".settings", SPI + ".discovery"
    };

    @ArchTest
    static final ArchRule theSpiKnowsTheJdkOnly = classes()
            .that()
            .resideInAnyPackage(SPI_PACKAGES)
            .should()
            .onlyDependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(SPI_PACKAGES)
                    .or(JavaClass.Predicates.resideInAnyPackage("java..", "org.jspecify..")));

    /** Whoever compiles on the class path could use what the module does not export. */
    @ArchTest
    static final ArchRule theInsideOfTheSpiIsItsOwn = noClasses()
            .that()
            .resideOutsideOfPackages(SPI_PACKAGES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SPI + ".settings", SPI + ".discovery");

    @ArchTest
    static final ArchRule storesKnowTheSpiOnly = noClasses()
            .that()
            .resideInAPackage(SPI + ".*..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    CORE,
                    PROVIDER,
                    "io.github.bitbucketoidc.http..",
                    "io.github.bitbucketoidc.testkit..",
                    "com.nimbusds..");

    @ArchTest
    static final ArchRule theCoreProvesTokensAndFiltersClaims = classes()
            .that()
            .resideInAPackage(CORE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    CORE, "java..", "javax..", "org.jspecify..", "org.slf4j..", "com.nimbusds..", "com.fasterxml..");

    @ArchTest
    static final ArchRule theProviderKnowsNoStoreAndNoWebFramework = noClasses()
            .that()
            .resideInAPackage(PROVIDER)
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(
                            SPI + ".*..",
                            "io.github.bitbucketoidc.http..",
                            "io.github.bitbucketoidc.testkit..",
                            "com.nimbusds..",
                            "jakarta..",
                            "io.javalin..",
                            "com.sun.net..")
                    .and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(FILES))));

    @ArchTest
    static final ArchRule theInsideOfTheCoreIsForTheProviderAndTheTestKit = noClasses()
            .that()
            .resideOutsideOfPackages(CORE, PROVIDER, "io.github.bitbucketoidc.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INSIDE_OF_THE_CORE);

    @ArchTest
    static final ArchRule theInsideOfTheProviderIsItsOwn = noClasses()
            .that()
            .resideOutsideOfPackages(PROVIDER, "io.github.bitbucketoidc.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INSIDE_OF_THE_PROVIDER);

    @ArchTest
    static final ArchRule onlyTheVerifierKnowsNimbus = noClasses()
            .that()
            .resideOutsideOfPackages("..core.token", "..core.token.keys")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule onlyTheReaderOfPolicyFilesKnowsYaml = noClasses()
            .that()
            .resideInAnyPackage(CORE, PROVIDER)
            .and()
            .haveNameNotMatching(".*\\.YamlReader(\\$.*)?")
            .should()
            .dependOnClassesThat(
                    JavaClass.Predicates.resideInAPackage("org.snakeyaml..").as("are YAML classes"));

    /** It is optional: whatever else names it cannot be loaded without it. */
    @ArchTest
    static final ArchRule onlyOneClassKnowsWhatDecrypts = noClasses()
            .that()
            .doNotHaveSimpleName("AgeDecryption")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.exceptionfactory..");

    @ArchTest
    static final ArchRule noLibraryShowsInAPublicSignature = SignatureRules.noneOf(
            Stream.of(INSIDE_OF_THE_CORE, INSIDE_OF_THE_PROVIDER, INSIDE_OF_THE_STORES)
                    .flatMap(Stream::of)
                    .toArray(String[]::new),
            LIBRARIES);

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.github.bitbucketoidc.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingIsCalledInternal = noClasses().should().resideInAPackage("..internal..");
}
