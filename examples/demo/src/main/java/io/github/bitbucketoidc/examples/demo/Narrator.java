package io.github.bitbucketoidc.examples.demo;

import io.github.bitbucketoidc.core.provider.AuditEvent;
import io.github.bitbucketoidc.testkit.RunnerAnswer;
import java.io.PrintStream;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Tells a person what one request came to. */
final class Narrator {

    /** What a person needs of the explanation, which is JSON for tools. */
    private static final Pattern WHY =
            Pattern.compile("\"name\":\"([^\"]+)\".*?\"applies\":(true|false).*?\"wouldApplyIf\":\\[(.*?)\\]");

    private Narrator() {}

    static void tell(PrintStream out, RunnerAnswer answer, AuditEvent event) {
        line(out, "who", who(event));
        line(
                out,
                "answer",
                answer.status() + ", variables " + answer.variables().keySet());
        line(out, "decision", decision(event));
        event.decision()
                .flatMap(AuditEvent.Decided::explanation)
                .ifPresent(json -> WHY.matcher(json).results().forEach(grant -> line(out, "why", why(grant))));
        line(out, "audit", event.toJson());
    }

    private static String who(AuditEvent event) {
        return event.step()
                .map(step -> "repository " + step.repository() + " of " + step.workspace()
                        + step.branch().map(branch -> ", branch " + branch).orElse("")
                        + step.environment()
                                .map(uuid -> ", environment " + uuid)
                                .orElse(""))
                .orElse("nobody that could be proved");
    }

    private static String why(MatchResult grant) {
        return grant.group(2).equals("true")
                ? "every condition of " + grant.group(1) + " holds"
                : grant.group(1) + " would apply if "
                        + grant.group(3)
                                .replace("\",\"", " and ")
                                .replaceAll("^\"|\"$", "")
                                .replace("\\\"", "\"");
    }

    private static String decision(AuditEvent event) {
        String outcome =
                event.outcome() + event.code().map(code -> ", code " + code).orElse("");
        String grants = event.decision()
                .map(AuditEvent.Decided::grants)
                .filter(names -> !names.isEmpty())
                .map(names -> ", by grant " + String.join(", ", names))
                .orElse("");
        return outcome + grants + (event.detail().isEmpty() ? "" : " (" + event.detail() + ")");
    }

    private static void line(PrintStream out, String label, String text) {
        out.println("   " + label + ":" + " ".repeat(10 - label.length())
                + text.replace("\n", "\n" + " ".repeat(14)).stripTrailing());
    }
}
