package io.github.bitbucketoidc.provider.facts;

import io.github.bitbucketoidc.provider.audit.AuditEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An event that is too long for one line: runtimes of containers cut lines at 16 KiB, and half a line is no evidence (X34). First the
 * explanation goes, then what the lists hold beyond some entries, then the last of the variables; the field {@code cut} says what is missing.
 */
final class AuditCut {

    /** Of characters, all ASCII; the rest up to 16 KiB is for what a runtime adds. */
    static final int MOST = 16_000;

    private static final int LONGEST_ENTRY = 120;
    private static final int LONGEST_PART = 300;
    /** For the note about variables. */
    private static final int NOTE = 100;

    private final AuditEvent event;
    private final int entries;
    private final List<String> cut = new ArrayList<>();

    private AuditCut(AuditEvent event, int entries) {
        this.event = event;
        this.entries = entries;
    }

    static String line(AuditEvent event) {
        for (int entries : new int[] {Integer.MAX_VALUE, 20, 5}) {
            AuditCut shorter = new AuditCut(event, entries);
            String line = AuditJson.one(shorter.with(event.variables()), shorter.cut);
            if (line.length() <= MOST) {
                return line;
            }
        }
        AuditCut shortest = new AuditCut(event, 5);
        int room = MOST
                - NOTE
                - AuditJson.one(shortest.with(List.of()), shortest.cut).length();
        if (room < 0) {
            shortest = new AuditCut(event, 0);
            room = MOST
                    - NOTE
                    - AuditJson.one(shortest.with(List.of()), shortest.cut).length();
        }
        List<AuditEvent.Variable> fitting = shortest.fitting(room);
        AuditCut last = new AuditCut(event, shortest.entries);
        AuditEvent all = last.with(fitting);
        if (fitting.size() < event.variables().size()) {
            last.cut.add(
                    "variables: " + fitting.size() + " of " + event.variables().size() + " are here");
        }
        return AuditJson.one(all, last.cut);
    }

    private List<AuditEvent.Variable> fitting(int room) {
        List<AuditEvent.Variable> fitting = new ArrayList<>();
        int left = room;
        for (AuditEvent.Variable variable : event.variables()) {
            AuditEvent.Variable small = variable(variable);
            left -= AuditJson.length(small) + 1;
            if (left < 0) {
                break;
            }
            fitting.add(small);
        }
        return fitting;
    }

    /** Its lease is never shortened: one may need it to end what was given. */
    private static AuditEvent.Variable variable(AuditEvent.Variable all) {
        return new AuditFacts.Variable(
                text(all.name(), LONGEST_ENTRY),
                text(all.store(), LONGEST_ENTRY),
                text(all.path(), LONGEST_PART),
                all.version().map(version -> text(version, LONGEST_PART)),
                all.field().map(field -> text(field, LONGEST_PART)),
                all.grants().stream()
                        .limit(2)
                        .map(grant -> text(grant, LONGEST_ENTRY))
                        .toList(),
                all.lease(),
                all.leaseHolder(),
                all.leaseExpires());
    }

    private static String text(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    }

    private AuditEvent with(List<AuditEvent.Variable> variables) {
        return new AuditFacts(
                event.time(),
                event.origin(),
                event.status(),
                event.outcome(),
                event.code(),
                event.detail(),
                event.step(),
                event.decision().map(this::decided),
                variables,
                list("unmaskable", event.unmaskable()),
                list("caller-token-used-by", event.callerTokenUsedBy()),
                list("claim-drift", event.claimDrift()),
                event.policyDigest(),
                event.duration());
    }

    private AuditEvent.Decided decided(AuditEvent.Decided all) {
        if (all.explanation().isPresent()) {
            cut.add("explanation");
        }
        return new AuditFacts.Decided(
                list("grants", all.grants()),
                list("denials", all.denials()),
                list("shadow-grants", all.shadowGrants()),
                list("shadow-denials", all.shadowDenials()),
                list("withheld", all.withheld()),
                list("lapsed", all.lapsed()),
                list("overdue", all.overdue()),
                Optional.empty());
    }

    private List<String> list(String name, List<String> all) {
        if (entries == Integer.MAX_VALUE) {
            return all;
        }
        if (all.size() > entries) {
            cut.add(name + ": " + entries + " of " + all.size() + " are here");
        }
        return all.stream()
                .limit(entries)
                .map(entry -> text(entry, LONGEST_ENTRY))
                .toList();
    }
}
