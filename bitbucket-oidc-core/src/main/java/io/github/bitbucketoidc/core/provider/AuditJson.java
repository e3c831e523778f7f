package io.github.bitbucketoidc.core.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
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
        StringWriter line = new StringWriter(1024);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
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
            variables(json, event.variables());
            list(json, "unmaskable", event.unmaskable());
            list(json, "caller-token-used-by", event.callerTokenUsedBy());
            list(json, "claim-drift", event.claimDrift());
            json.writeStringField("policy-digest", event.policyDigest());
            optional(json, "peer", Optional.of(event.origin().peer()).filter(peer -> !peer.isEmpty()));
            optional(json, "client", event.origin().client());
            json.writeNumberField("duration-micros", event.duration().toNanos() / 1000);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return line.toString();
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

    private static void variables(JsonGenerator json, List<AuditEvent.Variable> variables) throws IOException {
        json.writeArrayFieldStart("variables");
        for (AuditEvent.Variable variable : variables) {
            json.writeStartObject();
            json.writeStringField("name", variable.name());
            json.writeStringField("store", variable.store());
            json.writeStringField("path", variable.path());
            optional(json, "version", variable.version());
            optional(json, "field", variable.field());
            list(json, "grants", variable.grants());
            optional(json, "lease", variable.lease());
            optional(json, "lease-holder", variable.leaseHolder());
            optional(json, "lease-expires", variable.leaseExpires());
            json.writeEndObject();
        }
        json.writeEndArray();
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
