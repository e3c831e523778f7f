package io.github.bitbucketoidc.examples.demo;

import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.testkit.RunnerAnswer;
import java.io.PrintStream;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Tells a person what one request came to. */
final class Narrator {

    /** What a person needs of the explanation, which is JSON for tools. */
    private static final Pattern WHY =
            Pattern.compile("\"name\":\"([^\"]+)\".*?\"applies\":(true|false).*?\"wouldApplyIf\":\\[(.*?)\\]");

    private final PrintStream out;
    private final Map<UUID, String> names;
    private final boolean verbose;

    /** With what the policy calls things; verbose ones show the whole audit events. */
    Narrator(PrintStream out, Map<UUID, String> names, boolean verbose) {
        this.out = out;
        this.names = names;
        this.verbose = verbose;
    }

    void tell(RunnerAnswer answer, AuditEvent event) {
        line("who", who(event));
        line("answer", answer.status() + ", variables " + answer.variables().keySet());
        line("decision", decision(event));
        event.decision()
                .flatMap(AuditEvent.Decided::explanation)
                .ifPresent(json -> WHY.matcher(json).results().forEach(grant -> line("why", why(grant))));
        line("audit", verbose ? event.toJson() : brief(event));
    }

    private static String brief(AuditEvent event) {
        return event.outcome() + event.code().map(code -> " " + code).orElse("") + ", status " + event.status()
                + ", correlation id " + event.origin().correlation();
    }

    private String who(AuditEvent event) {
        return event.step()
                .map(step -> "repository " + name(step.repository()) + " of " + step.workspace()
                        + step.branch().map(branch -> ", branch " + branch).orElse("")
                        + step.environment()
                                .map(uuid -> ", environment " + name(uuid))
                                .orElse(""))
                .orElse("nobody that could be proved");
    }

    private String name(UUID uuid) {
        return names.getOrDefault(uuid, uuid + ", which the policy does not name,");
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

    private void line(String label, String text) {
        out.println("   " + label + ":" + " ".repeat(10 - label.length())
                + text.replace("\n", "\n" + " ".repeat(14)).stripTrailing());
    }
}
