package io.github.bitbucketoidc.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object in order, each value any JSON text, and a name more than once if a test wants that. */
final class Members {

    private record Member(String name, String json) {}

    private final List<Member> members = new ArrayList<>();

    /** Replaces the members of this name by one, in the place of the first. */
    void set(String name, @Nullable Object value) {
        setJson(name, Json.text(value));
    }

    void setJson(String name, String json) {
        int place = members.stream().map(Member::name).toList().indexOf(name);
        remove(name);
        members.add(place < 0 ? members.size() : place, new Member(name, json));
    }

    /** Adds a member, whether or not the name is there. */
    void add(String name, @Nullable Object value) {
        members.add(new Member(name, Json.text(value)));
    }

    void remove(String name) {
        members.removeIf(member -> member.name().equals(name));
    }

    String json() {
        return members.stream()
                .map(member -> Json.text(member.name()) + ":" + member.json())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
