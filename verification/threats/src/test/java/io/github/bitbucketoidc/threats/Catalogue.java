package io.github.bitbucketoidc.threats;

import io.github.bitbucketoidc.threats.mutation.Mutant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The rows of attacks and faults, from {@code verification/threats/catalogue}. */
final class Catalogue {

    private static final List<String> SECTIONS =
            List.of("structure", "keys", "claims", "rules", "requests", "strangers", "walls", "faults");

    private Catalogue() {}

    static List<Threat> read() {
        MainSources sources = MainSources.of(Repository.root());
        List<Threat> threats = new ArrayList<>();
        for (String section : SECTIONS) {
            threats.addAll(
                    read(Repository.root().resolve("verification/threats/catalogue/" + section + ".yaml"), sources));
        }
        return threats;
    }

    private static List<Threat> read(Path file, MainSources sources) {
        Load yaml = new Load(LoadSettings.builder().setLabel(file.toString()).build());
        try {
            Map<?, ?> document = (Map<?, ?>) yaml.loadFromString(Files.readString(file));
            String section = text(document, "section");
            List<Threat> threats = new ArrayList<>();
            ((Map<?, ?>) document.get("rows"))
                    .forEach((id, row) -> threats.add(threat(section, (String) id, (Map<?, ?>) row, sources)));
            return threats;
        } catch (IOException unreadable) {
            throw new AssertionError(file + " cannot be read", unreadable);
        }
    }

    private static Threat threat(String section, String id, Map<?, ?> row, MainSources sources) {
        List<String> codes = new ArrayList<>();
        for (Object code : row.get("codes") instanceof List<?> list ? list : List.of()) {
            codes.add((String) code);
        }
        String whole = row.get("whole") instanceof String reason ? reason : "";
        return new Threat(
                section,
                id,
                text(row, "attack"),
                text(row, "defence"),
                text(row, "guard"),
                List.copyOf(codes),
                mutants(row.get("mutants"), sources),
                whole);
    }

    private static List<Mutant> mutants(Object written, MainSources sources) {
        List<Mutant> mutants = new ArrayList<>();
        for (Object mutant : written instanceof List<?> list ? list : List.of()) {
            mutants.add(Mutant.of((Map<?, ?>) mutant, sources::fileOf));
        }
        return List.copyOf(mutants);
    }

    /** Reads mutants that stand in a page as they do in a row. */
    static List<Mutant> mutants(String yaml) {
        Object written = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return mutants(written, MainSources.of(Repository.root()));
    }

    private static String text(Map<?, ?> fields, String key) {
        if (fields.get(key) instanceof String text) {
            return text;
        }
        throw new AssertionError("the catalogue lacks the text `" + key + "` in " + fields);
    }
}
