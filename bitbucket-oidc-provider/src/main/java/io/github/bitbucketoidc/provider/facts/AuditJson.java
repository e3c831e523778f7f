package io.github.bitbucketoidc.provider.facts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.github.bitbucketoidc.provider.audit.AuditEvent;
import io.github.bitbucketoidc.provider.audit.Origin;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The one spelling of an audit event: its names are stable, because alerts are written against them. */
final class AuditJson {

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private AuditJson() {}

    static String line(AuditEvent event) {
        String whole =
                event.counted().isPresent() ? counted(event, event.counted().get()) : one(event, List.of());
        return whole.length() <= AuditCut.MOST ? whole : AuditCut.line(event);
    }

    /** The line of an event that lacks what {@code cut} says. */
    static String one(AuditEvent event, List<String> cut) {
        return object(json -> {
            json.writeStringField("time", event.time().toString());
            json.writeStringField("correlation", event.origin().correlation());
            json.writeNumberField("status", event.status());
            json.writeStringField("outcome", event.outcome().toString());
            optional(json, "code", event.code());
            optional(json, "detail", Optional.of(event.detail()).filter(detail -> !detail.isEmpty()));
            if (event.step().isPresent()) {
                step(json, event.step().get());
            }
            if (event.decision().isPresent()) {
                decision(json, event.decision().get());
            }
            json.writeArrayFieldStart("variables");
            for (AuditEvent.Variable variable : event.variables()) {
                json.writeStartObject();
                variable(json, variable);
                json.writeEndObject();
            }
            json.writeEndArray();
            list(json, "unmaskable", event.unmaskable());
            list(json, "caller-token-used-by", event.callerTokenUsedBy());
            list(json, "claim-drift", event.claimDrift());
            json.writeStringField("policy-digest", event.policyDigest());
            addresses(json, event.origin());
            json.writeNumberField("duration-micros", event.duration().toNanos() / 1000);
            if (!cut.isEmpty()) {
                list(json, "cut", cut);
            }
        });
    }

    private static String counted(AuditEvent event, AuditEvent.Counted counted) {
        return object(json -> {
            json.writeStringField("time", event.time().toString());
            json.writeNumberField("status", event.status());
            json.writeStringField("outcome", event.outcome().toString());
            optional(json, "code", event.code());
            json.writeNumberField("count", counted.count());
            json.writeStringField("first", counted.first().toString());
            json.writeStringField("last", counted.last().toString());
            addresses(json, event.origin());
        });
    }

    /** How long the object of a variable is. */
    static int length(AuditEvent.Variable variable) {
        return object(json -> variable(json, variable)).length();
    }

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private static String object(Content content) {
        StringWriter line = new StringWriter(1024);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return line.toString();
    }

    private static void addresses(JsonGenerator json, Origin origin) throws IOException {
        optional(json, "peer", Optional.of(origin.peer()).filter(peer -> !peer.isEmpty()));
        optional(json, "client", origin.client());
    }

    private static void step(JsonGenerator json, AuditEvent.Step step) throws IOException {
        json.writeStringField("issuer", step.issuer());
        json.writeStringField("workspace", step.workspace());
        json.writeStringField("workspace-uuid", step.workspaceUuid().toString());
        json.writeStringField("repository", step.repository().toString());
        optional(json, "environment", step.environment());
        optional(json, "pipeline", step.pipeline());
        json.writeStringField("step", step.step().toString());
        optional(json, "branch", step.branch());
        json.writeStringField("subject", step.subject());
        optional(json, "key-id", step.keyId());
        json.writeStringField("signature-digest", step.signatureDigest());
        json.writeNumberField("age-seconds", step.ageSeconds());
        if (step.uses() > 0) {
            json.writeNumberField("uses", step.uses());
        }
    }

    private static void decision(JsonGenerator json, AuditEvent.Decided decision) throws IOException {
        list(json, "grants", decision.grants());
        list(json, "denials", decision.denials());
        list(json, "shadow-grants", decision.shadowGrants());
        list(json, "shadow-denials", decision.shadowDenials());
        list(json, "withheld", decision.withheld());
        list(json, "lapsed", decision.lapsed());
        list(json, "overdue", decision.overdue());
        optional(json, "explanation", decision.explanation());
    }

    private static void variable(JsonGenerator json, AuditEvent.Variable variable) throws IOException {
        json.writeStringField("name", variable.name());
        json.writeStringField("store", variable.store());
        json.writeStringField("path", variable.path());
        optional(json, "version", variable.version());
        optional(json, "field", variable.field());
        list(json, "grants", variable.grants());
        optional(json, "lease", variable.lease());
        optional(json, "lease-holder", variable.leaseHolder());
        optional(json, "lease-expires", variable.leaseExpires());
    }

    private static void list(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void optional(JsonGenerator json, String name, Optional<?> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get().toString());
        }
    }
}
