package io.github.bitbucketoidc.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom: stores know the SPI, the SPI knows nobody, the core knows no store and no web framework. */
@AnalyzeClasses(packages = "io.github.bitbucketoidc", importOptions = ImportOption.DoNotIncludeTests.class)
class DirectionOfKnowledgeTest {

    private static final String SPI = "io.github.bitbucketoidc.store";
    private static final String CORE = "io.github.bitbucketoidc.core..";
    private static final String[] LIBRARIES = {
        "com.nimbusds..", "com.fasterxml..", "org.snakeyaml..", "com.github.benmanes.."
    };

    @ArchTest
    static final ArchRule theSpiKnowsTheJdkOnly = classes()
            .that()
            .resideInAPackage(SPI)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(SPI, "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule storesKnowTheSpiOnly = noClasses()
            .that()
            .resideInAPackage(SPI + ".*..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    CORE, "io.github.bitbucketoidc.http..", "io.github.bitbucketoidc.testkit..", "com.nimbusds..");

    @ArchTest
    static final ArchRule theCoreKnowsNoStoreAndNoWebFramework = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    SPI + ".*..",
                    "io.github.bitbucketoidc.http..",
                    "io.github.bitbucketoidc.testkit..",
                    "jakarta..",
                    "io.javalin..",
                    "com.sun.net..");

    @ArchTest
    static final ArchRule thePackagesOfTheCoreKnowOnlyThoseBeforeThem = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("claims")
            .definedBy("..core.claims..")
            .layer("token")
            .definedBy("..core.token..")
            .layer("policy")
            .definedBy("..core.policy..")
            .layer("provider")
            .definedBy("..core.provider..")
            .layer("endpoint")
            .definedBy("..core.endpoint..")
            .whereLayer("endpoint")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("provider")
            .mayOnlyBeAccessedByLayers("endpoint")
            .whereLayer("policy")
            .mayOnlyBeAccessedByLayers("provider", "endpoint")
            .whereLayer("token")
            .mayOnlyBeAccessedByLayers("policy", "provider", "endpoint");

    @ArchTest
    static final ArchRule onlyTheTokenPackageKnowsNimbus = noClasses()
            .that()
            .resideOutsideOfPackage("..core.token")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule onlyTheReaderOfPolicyFilesKnowsYaml = noClasses()
            .that()
            .resideInAPackage(CORE)
            .and()
            .haveNameNotMatching(".*\\.YamlReader(\\$.*)?")
            .should()
            .dependOnClassesThat(
                    JavaClass.Predicates.resideInAPackage("org.snakeyaml..").as("are YAML classes"));

    @ArchTest
    static final ArchRule noLibraryShowsInAPublicSignature = SignatureRules.noneOf(LIBRARIES);

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.github.bitbucketoidc.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingIsCalledInternal = noClasses().should().resideInAPackage("..internal..");
}
