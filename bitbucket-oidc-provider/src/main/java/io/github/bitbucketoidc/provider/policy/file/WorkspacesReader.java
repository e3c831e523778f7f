package io.github.bitbucketoidc.provider.policy.file;

import io.github.bitbucketoidc.core.issuer.Workspace;
import io.github.bitbucketoidc.provider.policy.yaml.Node;
import io.github.bitbucketoidc.store.SettingBounds;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code workspaces}: whose tokens count (attack rows C12, C20, K13, W4). */
final class WorkspacesReader {

    private static final String NOBODY = "the policy names no workspace, so nobody could ask";
    private static final String EXAMPLE = "acme: { uuid: \"{922e118c-f34f-4226-a897-0e0afbec553d}\" }";

    private final Reading reading;
    private final SettingBounds bounds;
    private final Path baseDirectory;
    private final List<Workspace> workspaces = new ArrayList<>();
    private final Map<UUID, Node> uuids = new HashMap<>();
    private final Map<String, Node> issuers = new HashMap<>();

    WorkspacesReader(Reading reading, SettingBounds bounds, Path baseDirectory) {
        this.reading = reading;
        this.bounds = bounds;
        this.baseDirectory = baseDirectory;
    }

    List<Workspace> read(@Nullable Node node, Node root, boolean missing) {
        if (missing) {
            reading.report(root, NOBODY, "add a section `workspaces` with " + EXAMPLE);
        }
        Node.Fields map = node == null ? null : reading.map(node, "`workspaces`", "a map such as " + EXAMPLE);
        if (map != null && map.fields().isEmpty()) {
            reading.report(map, NOBODY, "add " + EXAMPLE);
        }
        if (map != null) {
            map.fields().forEach(this::workspace);
        }
        return workspaces;
    }

    private void workspace(Node.Field field) {
        String what = "the workspace `" + field.name() + "`";
        Node.Fields map = reading.map(field.value(), what, "a map such as { uuid: \"{...}\" }");
        if (map == null) {
            return;
        }
        FieldReader fields = new FieldReader(reading, map);
        Node uuidNode = fields.required("uuid", field.key(), what, "add uuid: \"{...}\", with its UUID in quotes");
        Node issuerNode = fields.value("issuer");
        Node audiencesNode = fields.value("audiences");
        Node authoritiesNode = fields.value("ca");
        Node pinsNode = fields.value("key-pins");
        fields.done("a workspace");
        UUID uuid = uuidNode == null ? null : reading.uuid(uuidNode, "`uuid`");
        Node.Scalar issuer = issuerNode == null ? null : reading.text(issuerNode, "`issuer`", "an https address");
        List<Node.Scalar> audiences = audiencesNode == null
                ? null
                : reading.texts(
                        audiencesNode, "`audiences`", "a list of the audiences that you chose for this provider");
        Node.Scalar authorities =
                authoritiesNode == null ? null : reading.text(authoritiesNode, "`ca`", "the path of a file in PEM");
        List<Node.Scalar> pins = pinsNode == null
                ? null
                : reading.texts(pinsNode, "`key-pins`", "a list of thumbprints of the issuer's keys (RFC 7638)");
        if (uuid != null) {
            build(field, uuid, issuer, audiences, new Trust(authorities, pins));
        }
    }

    /** By what the issuer's server and keys are trusted, as it is written. */
    private record Trust(
            Node.@Nullable Scalar authorities, @Nullable List<Node.Scalar> pins) {}

    /** Adds it to the builder; false if something of it was reported. */
    private boolean trust(Workspace.Builder builder, Trust trust, String name, UUID uuid) {
        if (trust.pins() != null) {
            for (Node.Scalar pin : trust.pins()) {
                if (attempt(pin, Workspace.builder(name, uuid).keyPins(List.of(pin.value()))) == null) {
                    return false;
                }
            }
            builder.keyPins(trust.pins().stream().map(Node.Scalar::value).toList());
        }
        Node.Scalar file = trust.authorities();
        if (file != null) {
            if (!isAllowed(file.value())) {
                reading.report(file, "`ca` is a file that is not allowed", bounds.pathHint());
                return false;
            }
            try {
                builder.certificateAuthorities(CertificatesFile.read(baseDirectory, file.value()));
            } catch (CertificatesFile.Refused refused) {
                reading.report(file, String.valueOf(refused.getMessage()), refused.fix());
                return false;
            }
        }
        return true;
    }

    private boolean isAllowed(String path) {
        try {
            return bounds.allowsPath(baseDirectory.resolve(path));
        } catch (InvalidPathException noPath) {
            return true; // reading it says so
        }
    }

    private void build(
            Node.Field field,
            UUID uuid,
            Node.@Nullable Scalar issuer,
            @Nullable List<Node.Scalar> audiences,
            Trust trust) {
        Workspace plain = attempt(field.key(), Workspace.builder(field.name(), uuid));
        if (plain == null) {
            return;
        }
        Workspace.Builder builder = Workspace.builder(field.name(), uuid);
        if (issuer != null) {
            if (!issuer.value().equals(plain.issuer()) && !bounds.allowsAddress(issuer.value())) {
                reading.report(issuer, "`issuer` is an address that is not allowed", bounds.addressHint());
            }
            if (attempt(issuer, Workspace.builder(field.name(), uuid).issuer(issuer.value())) == null) {
                return;
            }
            builder.issuer(issuer.value());
        }
        if (audiences != null && !audiences.isEmpty()) {
            for (Node.Scalar audience : audiences) {
                if (attempt(audience, Workspace.builder(field.name(), uuid).audiences(audience.value())) == null) {
                    return;
                }
            }
            builder.audiences(audiences.stream().map(Node.Scalar::value).toList());
        }
        if (!trust(builder, trust, field.name(), uuid)) {
            return;
        }
        Workspace workspace = builder.build();
        refuseSecond(uuids.putIfAbsent(uuid, field.key()), field, "UUID");
        refuseSecond(issuers.putIfAbsent(workspace.issuer(), field.key()), field, "issuer");
        workspaces.add(workspace);
    }

    /** The builder's own checks speak for one part at a time, so that each is reported where it stands. */
    private @Nullable Workspace attempt(Node.Scalar at, Workspace.Builder builder) {
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            int cut = message.indexOf("; ");
            reading.report(
                    at,
                    cut < 0 ? message : message.substring(0, cut),
                    cut < 0 ? "write it as Bitbucket does, or leave it out" : message.substring(cut + 2));
            return null;
        }
    }

    private void refuseSecond(@Nullable Node first, Node.Field second, String what) {
        if (first != null) {
            reading.report(
                    second.key(),
                    "the workspace `" + second.name() + "` has the same " + what + " as the one on line "
                            + first.line(),
                    "each workspace has its own");
        }
    }
}
