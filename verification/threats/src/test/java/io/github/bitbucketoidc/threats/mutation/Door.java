package io.github.bitbucketoidc.threats.mutation;

import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A small class with guards, and mutants of it, written as in the catalogue. */
final class Door {

    static final String SOURCE = """
            package org.example;

            import java.util.List;

            class Door {
                private static final int MOST = 5;
                private final List<String> guests;
                private int opened;

                Door(List<String> guests) {
                    this.guests = guests;
                }

                String open(String who, int count) {
                    if (who == null || who.isBlank() || !guests.contains(who)) {
                        return "unknown";
                    }
                    if (count >= MOST) {
                        throw new IllegalStateException("crowded");
                    }
                    boolean early = count < opened;
                    if (early) {
                        return refuse(who);
                    }
                    check(who.trim(), count);
                    opened += count;
                    return opened > 1 ? "again" : "welcome";
                }

                private static String refuse(String who) {
                    return "not yet, " + who;
                }

                private void check(String who, int count) {
                    if (count < 0) {
                        throw new IllegalArgumentException(who);
                    }
                }

                private void check(String who) {
                    check(who, 0);
                }

                int floor(String name) {
                    return switch (name) {
                        case "cellar", "garage" -> -1;
                        case "hall" -> guests.indexOf(name);
                        default -> 0;
                    };
                }

                void announce(String who, StringBuilder out) {
                    switch (who) {
                        case "host" -> throw new IllegalStateException(who);
                        default -> out.append(who);
                    }
                    try {
                        out.append(floor(who));
                    } catch (RuntimeException failed) {
                        out.setLength(0);
                    }
                }

                static class Window {
                    private final int panes = 2;

                    boolean open(String who) {
                        return who.length() > panes;
                    }
                }
            }
            """;

    private Door() {}

    /** Returns the source as the mutant leaves it, a mutant of {@code Door} that is written as in the catalogue. */
    static String mutated(String yaml) {
        return mutated(yaml, SOURCE);
    }

    static String mutated(String yaml, String source) {
        Map<?, ?> fields = (Map<?, ?>) new Load(LoadSettings.builder().build())
                .loadFromString("{ in: Door, " + yaml.replace("\n", ", ") + " }");
        return Mutant.of(fields, name -> "door/src/main/java/org/example/" + name + ".java")
                .applyTo(source);
    }
}
