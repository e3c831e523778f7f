package io.github.bitbucketoidc.provider.policy.file;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.provider.names.NameTable;
import io.github.bitbucketoidc.provider.policy.Policy;
import io.github.bitbucketoidc.provider.policy.check.ClashCheck;
import io.github.bitbucketoidc.provider.policy.check.PolicyParts;
import io.github.bitbucketoidc.provider.policy.check.Problems;
import io.github.bitbucketoidc.provider.policy.yaml.Node;
import io.github.bitbucketoidc.provider.policy.yaml.ScalarType;
import io.github.bitbucketoidc.provider.policy.yaml.SourceText;
import io.github.bitbucketoidc.provider.rules.Denial;
import io.github.bitbucketoidc.provider.rules.Grant;
import io.github.bitbucketoidc.provider.rules.PolicySettings;
import io.github.bitbucketoidc.provider.rules.StoreDefinition;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes a policy of the nodes of a file: section by section, so that everything that is wrong is found in one go. */
final class PolicyReader {

    private final Problems problems;
    private final Reading reading;
    private final Path baseDirectory;
    private final Policy.StoreOpener opener;

    PolicyReader(SourceText source, Problems problems, Path baseDirectory, Policy.StoreOpener opener) {
        this.problems = problems;
        this.reading = new Reading(source, problems);
        this.baseDirectory = baseDirectory;
        this.opener = opener;
    }

    /** The policy; throws everything that is wrong with it. */
    Policy read(Node root, String digest) {
        Node.Fields map = reading.map(root, "a policy", "a map that begins with version: 1");
        if (map == null) {
            throw problems.toException();
        }
        FieldReader fields = new FieldReader(reading, map);
        version(fields, map);
        Node workspacesNode = fields.value("workspaces");
        Node storesNode = fields.value("stores");
        Node namesNode = fields.value("names");
        Node grantsNode = fields.value("grants");
        Node denialsNode = fields.value("denials");
        PolicySettings settings = new SettingsReader(reading).read(fields.value("settings"));
        boolean misspelt = fields.isMisspelt("workspaces") || fields.isMisspelt("names");
        boolean storesMisspelt = fields.isMisspelt("stores");
        boolean noWorkspaces = workspacesNode == null && !fields.isMisspelt("workspaces");
        fields.done("a policy");

        List<Workspace> workspaces =
                new WorkspacesReader(reading, opener.bounds(), baseDirectory).read(workspacesNode, map, noWorkspaces);
        boolean several =
                workspacesNode instanceof Node.Fields list && list.fields().size() > 1;
        NamesReader namesReader = new NamesReader(reading, workspaces, several);
        NameTable names = namesReader.read(namesNode);
        Map<String, StoreDefinition> stores = new StoresReader(reading, baseDirectory, opener).read(storesNode);
        boolean namesRefused = misspelt || refused(namesNode) || namesReader.isIncomplete() || workspaces.isEmpty();
        FilterReader filters =
                new FilterReader(reading, namesRefused ? new AnyAlias(names.aliases()) : names.aliases());
        ClashCheck clashes = new ClashCheck();
        Set<String> storeNames = storesMisspelt ? null : storeNames(storesNode);
        DeliveriesReader deliveries = new DeliveriesReader(
                reading,
                storeNames,
                settings.allowNames(),
                (name, reference) ->
                        Optional.ofNullable(stores.get(name)).flatMap(store -> opener.validate(store, reference)));
        Map<String, Grant> grants = new GrantsReader(reading, filters, deliveries, several, clashes).read(grantsNode);
        Map<String, Denial> denials = new DenialsReader(reading, filters, storeNames, several).read(denialsNode);
        clashes.report(problems);
        problems.throwIfAny();
        return new Policy(new PolicyParts(
                settings,
                workspaces,
                Collections.unmodifiableMap(stores),
                names,
                Collections.unmodifiableMap(grants),
                Collections.unmodifiableMap(denials),
                digest));
    }

    private void version(FieldReader fields, Node.Fields map) {
        Node version = fields.required("version", map, "the policy", "add version: 1 as its first line");
        if (version == null) {
            return;
        }
        if (!(version instanceof Node.Scalar scalar) || scalar.type() != ScalarType.INTEGER) {
            reading.wrongKind(version, "`version`", "the number 1");
        } else if (!scalar.value().equals("1")) {
            reading.report(version, "version " + scalar.value() + " is not known", "write version: 1");
        }
    }

    /** Whether a section is there but could not be read at all, so that what it might have held is not missed elsewhere. */
    private static boolean refused(@Nullable Node section) {
        return section != null && !(section instanceof Node.Fields);
    }

    private static @Nullable Set<String> storeNames(@Nullable Node stores) {
        Set<String> names = new TreeSet<>();
        if (stores instanceof Node.Fields map) {
            map.fields().forEach(field -> names.add(field.name()));
        }
        return refused(stores) ? null : names;
    }
}
