package io.github.bitbucketoidc.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each package of the product has one theme, and is small enough for a stranger. */
class RoomsTest {

    private static final String PRODUCT = "io.github.bitbucketoidc";
    /** The page that documents a package counts too. */
    private static final int MOST_FILES = 25;

    private static final int LONGEST_CYCLE = 4;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(PRODUCT);

    /** The types of each package; a nested one counts as the one around it, as it stands in the same file. */
    private static Map<String, Map<String, Set<String>>> rooms() {
        Map<String, Map<String, Set<String>>> rooms = new HashMap<>();
        for (JavaClass type : CLASSES) {
            Set<String> known = rooms.computeIfAbsent(type.getPackageName(), name -> new HashMap<>())
                    .computeIfAbsent(outermost(type), name -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(other -> other.getPackageName().equals(type.getPackageName()))
                    .map(RoomsTest::outermost)
                    .forEach(known::add);
        }
        return rooms;
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(RoomsTest::outermost).orElse(type.getName());
    }

    @Test
    void noRoomHoldsMoreFilesThanOneCanKnow() {
        assertThat(rooms()).hasSizeGreaterThan(15);
        rooms().forEach((room, types) -> assertThat(types.size()).as(room).isLessThanOrEqualTo(MOST_FILES));
    }

    @Test
    void noRoomHasALongCycleOfTypes() {
        Map<String, Integer> longer = new TreeMap<>();
        rooms().forEach((room, types) -> {
            int longest = types.keySet().stream()
                    .mapToInt(type -> inACycleWith(type, types).size())
                    .max()
                    .orElse(0);
            if (longest > LONGEST_CYCLE) {
                longer.put(room.substring(PRODUCT.length() + 1), longest);
            }
        });
        assertThat(longer).isEmpty();
    }

    private static List<String> inACycleWith(String type, Map<String, Set<String>> types) {
        return reachable(type, types).stream()
                .filter(other -> reachable(other, types).contains(type))
                .collect(Collectors.toList());
    }

    private static Set<String> reachable(String type, Map<String, Set<String>> types) {
        Set<String> seen = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(type));
        while (!next.isEmpty()) {
            String one = next.pop();
            if (seen.add(one)) {
                next.addAll(types.getOrDefault(one, Set.of()));
            }
        }
        return seen;
    }
}
