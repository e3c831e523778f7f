package io.github.bitbucketoidc.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The API can grow: what users see is no record, whose constructor and whose patterns break with each new part. What the library makes is an
 * interface of accessors or a class without a public constructor, what users make has a builder or a factory.
 */
class GrowthTest {

    private static final int MOST_TYPES = 45;
    private static final String PRODUCT = "io.github.bitbucketoidc.";
    private static final String ONE_PART =
            "says of its one part what became of it; whatever is added belongs to that part";
    private static final String VALUE = "a value of one of the few types that a claim can have";

    /** The records that may stay, and why none of them can gain a part. */
    private static final Map<String, String> CLOSED = Map.ofEntries(
            Map.entry("core.claims.ClaimValue$Flag", VALUE),
            Map.entry("core.claims.ClaimValue$Text", VALUE),
            Map.entry("core.claims.ClaimValue$Uuid", VALUE),
            Map.entry("core.claims.ClaimValue$Whole", VALUE),
            Map.entry("core.token.Verification$Rejected", ONE_PART),
            Map.entry("core.token.Verification$Verified", ONE_PART),
            Map.entry("provider.release.Release$Malformed", ONE_PART),
            Map.entry("provider.release.Release$Refused", ONE_PART),
            Map.entry("store.SecretId", "an identity: another part would make one secret two"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.bitbucketoidc");

    @Test
    void noRecordIsPublicButThoseThatNeverGainAPart() throws IOException {
        Set<String> exported = PublishedSources.packages();
        assertThat(exported).hasSizeGreaterThan(15).contains("io.github.bitbucketoidc.provider.audit");
        Set<String> records = CLASSES.stream()
                .filter(type -> exported.contains(type.getPackageName()))
                .filter(JavaClass::isRecord)
                .filter(GrowthTest::isSeen)
                .map(type -> type.getName().substring(PRODUCT.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(records).isEqualTo(new TreeSet<>(CLOSED.keySet()));
    }

    /** What a reader of the core's and the provider's documentation meets; a nested type counts with the one around it. */
    @Test
    void theCoreAndTheProviderShowFewTypes() throws IOException {
        Set<String> exported = PublishedSources.packages();
        Set<String> types = CLASSES.stream()
                .filter(type -> exported.contains(type.getPackageName()))
                .map(type -> type.getName().substring(PRODUCT.length()))
                .filter(name -> name.startsWith("core.") || name.startsWith("provider."))
                .filter(name -> isSeen(CLASSES.get(PRODUCT + name)) && name.indexOf('$') < 0)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(types).hasSizeGreaterThan(30).hasSizeLessThanOrEqualTo(MOST_TYPES);
    }

    private static boolean isSeen(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(GrowthTest::isSeen).orElse(true);
    }
}
