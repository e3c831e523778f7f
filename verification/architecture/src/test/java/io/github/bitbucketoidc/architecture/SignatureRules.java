package io.github.bitbucketoidc.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** Rules on what a user of the libraries sees. */
final class SignatureRules {

    private SignatureRules() {}

    /** No public or protected member of a public type names a class of these packages, but for types that are not exported. */
    static ArchRule noneOf(String[] inside, String... packages) {
        var foreign = JavaClass.Predicates.resideInAnyPackage(packages);
        return codeUnits()
                .that()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages(inside)
                .should(new ArchCondition<JavaCodeUnit>("show no class of " + String.join(", ", packages)) {
                    @Override
                    public void check(JavaCodeUnit unit, ConditionEvents events) {
                        boolean seen = unit.getModifiers().contains(JavaModifier.PUBLIC)
                                || unit.getModifiers().contains(JavaModifier.PROTECTED);
                        if (seen && shown(unit).anyMatch(foreign)) {
                            events.add(SimpleConditionEvent.violated(
                                    unit, unit.getFullName() + " shows a library's class"));
                        }
                    }
                });
    }

    private static Stream<JavaClass> shown(JavaCodeUnit unit) {
        return Stream.concat(
                Stream.concat(
                        unit.getReturnType().getAllInvolvedRawTypes().stream(),
                        unit.getParameterTypes().stream().flatMap(type -> type.getAllInvolvedRawTypes().stream())),
                unit.getExceptionTypes().stream());
    }
}
