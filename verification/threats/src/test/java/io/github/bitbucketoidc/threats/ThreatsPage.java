package io.github.bitbucketoidc.threats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes {@code docs/threats.md}: what can be tried, what happens then, what sees to that, and which tests prove it. */
final class ThreatsPage {

    private static final String HEAD = """
            # What is tried, and what happens then

            This page is generated from [the catalogue](../verification/threats/catalogue) and from the tests, by `.ci/threats-page`; do not
            edit it. Each row is an attack that systems of this kind fell for, or a fault that they fell over. *Guard* is the
            code that stops it; `mvn -Pmutants verify` takes each guard out in turn and demands that a test of the row fails.
            The codes are those of the audit event. Callers never see them: they get the fixed answers.

            [security.md](security.md) says what is promised, and what cannot be.
            """;

    private ThreatsPage() {}

    static Path file() {
        return Repository.root().resolve("docs/threats.md");
    }

    static String render(List<Threat> threats, List<RowTest> tests) {
        StringBuilder page = new StringBuilder(HEAD);
        String section = "";
        for (Threat threat : threats) {
            if (!threat.section().equals(section)) {
                section = threat.section();
                page.append("\n## ").append(section).append("\n\n| row | attack | defence | guard | tests |\n");
                page.append("| --- | --- | --- | --- | --- |\n");
            }
            page.append("| ").append(threat.id());
            page.append(" | ").append(cell(threat.attack()));
            page.append(" | ").append(cell(threat.defence())).append(codes(threat));
            page.append(" | ").append(cell(threat.guard()));
            page.append(" | ").append(links(threat, tests)).append(" |\n");
        }
        return page.toString();
    }

    private static String codes(Threat threat) {
        return threat.codes().isEmpty()
                ? ""
                : threat.codes().stream().map(code -> "`" + code + "`").collect(Collectors.joining(", ", " (", ")"));
    }

    private static String cell(String text) {
        return text.strip().replace("|", "\\|").replace('\n', ' ');
    }

    /** One link for each class, with the tests of the row that it holds. */
    private static String links(Threat threat, List<RowTest> tests) {
        return tests.stream()
                .filter(test -> test.rows().contains(threat.id()))
                .collect(Collectors.groupingBy(
                        RowTest::file,
                        java.util.TreeMap::new,
                        Collectors.mapping(RowTest::method, Collectors.toList())))
                .entrySet()
                .stream()
                .map(file -> "[" + name(file.getKey()) + "](../" + file.getKey() + "): "
                        + String.join(", ", file.getValue().stream().distinct().toList()))
                .collect(Collectors.joining("; "));
    }

    private static String name(String file) {
        return file.substring(file.lastIndexOf('/') + 1, file.length() - ".java".length());
    }

    public static void main(String[] arguments) throws IOException {
        Files.writeString(file(), render(Catalogue.read(), TestSources.read()));
    }
}
