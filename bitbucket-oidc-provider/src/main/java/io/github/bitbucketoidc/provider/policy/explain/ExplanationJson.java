package io.github.bitbucketoidc.provider.policy.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.bitbucketoidc.core.filter.analysis.LookAlike;
import io.github.bitbucketoidc.core.filter.analysis.PredicateTrace;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** The stable form of explanations for tools. */
final class ExplanationJson {

    private ExplanationJson() {}

    static String write(
            List<ExplainedRule> grants, List<ExplainedRule> denials, ExplanationWords words, String digest) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeStringField("policy", digest);
            rules(json, "grants", grants, words);
            rules(json, "denials", denials, words);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    private static void rules(JsonGenerator json, String name, List<ExplainedRule> rules, ExplanationWords words)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (ExplainedRule rule : rules) {
            json.writeStartObject();
            json.writeStringField("name", rule.name());
            json.writeNumberField("line", rule.line());
            json.writeBooleanField("shadow", rule.shadow());
            json.writeStringField("outcome", rule.trace().outcome().name());
            json.writeBooleanField("applies", rule.applies());
            json.writeBooleanField("lapsed", rule.lapsed());
            json.writeArrayFieldStart("predicates");
            for (PredicateTrace predicate : rule.trace().predicates()) {
                predicate(json, predicate);
            }
            json.writeEndArray();
            json.writeNumberField("firstDivergence", rule.firstDivergence());
            json.writeArrayFieldStart("wouldApplyIf");
            for (ClosestChange.Change change : rule.changes()) {
                json.writeString(words.change(change));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void predicate(JsonGenerator json, PredicateTrace predicate) throws IOException {
        json.writeStartObject();
        json.writeStringField("claim", predicate.predicate().claim().name());
        json.writeStringField("expected", predicate.expected());
        json.writeStringField("actual", predicate.actual());
        json.writeStringField("outcome", predicate.outcome().name());
        json.writeBooleanField("negated", predicate.negated());
        json.writeBooleanField("met", predicate.isMet());
        json.writeArrayFieldStart("lookAlikes");
        for (LookAlike difference : predicate.lookAlikes()) {
            json.writeString(difference.name());
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
