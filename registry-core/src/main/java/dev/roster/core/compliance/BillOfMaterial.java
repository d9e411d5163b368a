package dev.roster.core.compliance;

import dev.roster.core.card.Card;
import dev.roster.core.digest.Sha256;
import dev.roster.core.version.Framework;
import dev.roster.core.version.Lineage;
import dev.roster.core.version.Manifest;
import dev.roster.core.version.Version;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.json.BomJsonGenerator;
import org.cyclonedx.model.Ancestors;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Component.Type;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.ExternalReference;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.Pedigree;
import org.cyclonedx.model.Property;
import org.cyclonedx.model.component.data.ComponentData;
import org.cyclonedx.model.component.data.ComponentData.ComponentDataType;
import org.cyclonedx.model.component.data.Content;
import org.cyclonedx.model.metadata.ToolInformation;
import org.jspecify.annotations.Nullable;

/**
 * The bill of material of a version: CycloneDX 1.6 in JSON. The same state of the version yields
 * the same bytes.
 */
final class BillOfMaterial {
  private static final String MODEL = "model";

  private final Version version;
  private final Card card;
  private final List<Component> parts = new ArrayList<>();
  private final Dependency dependencies = new Dependency(MODEL);

  private BillOfMaterial(Version version, Card card) {
    this.version = version;
    this.card = card;
  }

  /**
   * @param version a finalized one
   */
  static String of(Version version, Card card, List<Manifest.File> files) {
    BillOfMaterial bill = new BillOfMaterial(version, card);
    Component model = bill.model();
    files.forEach(bill::addFile);
    Lineage lineage = version.facts().lineage();
    if (lineage != null) bill.addLineage(lineage, model);
    if (version.facts().framework() != null) bill.addFramework(version.facts().framework());
    Bom bom = new Bom();
    bom.setMetadata(bill.metadata(model));
    bom.setComponents(bill.parts);
    bom.addDependency(bill.dependencies);
    bom.setSerialNumber(null); // a new Bom has a random one
    bom.setSerialNumber(serialNumber(version.digest() + json(bom)));
    return json(bom);
  }

  private static String json(Bom bom) {
    try {
      return new BomJsonGenerator(bom, org.cyclonedx.Version.VERSION_16).toJsonString();
    } catch (GeneratorException impossible) { // it is made of plain texts
      throw new IllegalStateException(impossible);
    }
  }

  /** A UUID of version 8 (RFC 9562) that another content does not have. */
  private static String serialNumber(String content) {
    ByteBuffer hash = ByteBuffer.wrap(Sha256.hash(content));
    long high = hash.getLong() & ~0xF000L | 0x8000L;
    long low = hash.getLong() & ~(3L << 62) | 2L << 62;
    return "urn:uuid:" + new UUID(high, low);
  }

  private Metadata metadata(Component model) {
    Component roster = new Component();
    roster.setType(Type.APPLICATION);
    roster.setName("Roster");
    ToolInformation tools = new ToolInformation();
    tools.setComponents(List.of(roster));
    Metadata metadata = new Metadata();
    metadata.setTimestamp(Date.from(Objects.requireNonNull(version.finalizedAt())));
    metadata.setToolChoice(tools);
    metadata.setComponent(model);
    return metadata;
  }

  private Component model() {
    Component model =
        component(MODEL, Type.MACHINE_LEARNING_MODEL, version.ref().model().name().text());
    model.setVersion(String.valueOf(version.ref().number()));
    model.setDescription(version.facts().description());
    model.setLicenses(BillLicense.of(version.facts().license()));
    model.setModelCard(new BillModelCard(version, card).build());
    model.setProperties(
        new ArrayList<>(List.of(property("digest", Objects.requireNonNull(version.digest())))));
    if (version.facts().label() != null)
      model.addProperty(property("label", version.facts().label().text()));
    return model;
  }

  private void addFile(Manifest.File file) {
    Component part = part("file:" + file.path(), Type.FILE, file.path());
    part.addHash(new Hash(Hash.Algorithm.SHA_256, file.sha256()));
    part.addProperty(property("size", String.valueOf(file.size())));
  }

  private void addLineage(Lineage lineage, Component model) {
    for (int i = 0; lineage.datasets() != null && i < lineage.datasets().size(); i++)
      addDataset(dataset(i), lineage.datasets().get(i));
    addParents(lineage, model);
    if (lineage.code() != null) {
      reference(model, ExternalReference.Type.VCS, lineage.code().repository());
      if (lineage.code().commit() != null)
        model.addProperty(property("commit", lineage.code().commit()));
    }
    if (lineage.run() != null)
      reference(model, ExternalReference.Type.BUILD_META, lineage.run().url());
    if (lineage.environment() == null) return;
    if (lineage.environment().python() != null) {
      Component python = part("python", Type.PLATFORM, "python");
      python.setVersion(lineage.environment().python());
    }
    if (lineage.environment().packages() != null)
      new TreeMap<>(lineage.environment().packages()).forEach(this::addPackage);
  }

  /** The reference to the dataset at this place of the lineage. */
  static String dataset(int place) {
    return "dataset:" + (place + 1);
  }

  private void addDataset(String ref, Lineage.Dataset dataset) {
    Component part = part(ref, Type.DATA, dataset.name());
    String digest = dataset.digest() == null ? "" : dataset.digest();
    String hex = digest.substring(digest.indexOf(':') + 1);
    if (digest.startsWith("sha256:")) part.addHash(new Hash(Hash.Algorithm.SHA_256, hex));
    else if (hex.length() == 32) part.addHash(new Hash(Hash.Algorithm.MD5, hex));
    else if (!digest.isEmpty()) part.addProperty(property("digest", digest)); // a folder of DVC
    ComponentData data = new ComponentData();
    data.setType(ComponentDataType.DATASET);
    data.setName(dataset.name());
    if (isUri(dataset.uri())) {
      Content content = new Content();
      content.setUrl(dataset.uri());
      data.setContents(content);
    } else if (dataset.uri() != null) part.addProperty(property("uri", dataset.uri()));
    part.setData(List.of(data));
    if (dataset.role() != null) part.addProperty(property("role", dataset.role()));
    if (dataset.rows() != null) part.addProperty(property("rows", dataset.rows().toString()));
  }

  private void addParents(Lineage lineage, Component model) {
    if (lineage.parents() == null || lineage.parents().isEmpty()) return;
    Ancestors ancestors = new Ancestors();
    int place = 0;
    for (Lineage.Parent parent : lineage.parents()) {
      part("parent:" + ++place, Type.MACHINE_LEARNING_MODEL, parent.model())
          .setVersion(parent.version().toString());
      Component ancestor = new Component();
      ancestor.setType(Type.MACHINE_LEARNING_MODEL);
      ancestor.setName(parent.model());
      ancestor.setVersion(parent.version().toString());
      ancestors.addComponent(ancestor);
    }
    Pedigree pedigree = new Pedigree();
    pedigree.setAncestors(ancestors);
    model.setPedigree(pedigree);
  }

  private void addPackage(String name, String number) {
    Component part = part("package:" + name, Type.LIBRARY, PythonPackage.normalized(name));
    part.setVersion(number);
    PythonPackage.purl(name, number).ifPresent(part::setPurl);
  }

  private void addFramework(Framework framework) {
    part("framework", Type.FRAMEWORK, framework.name()).setVersion(framework.version());
  }

  private Component part(String ref, Type type, String name) {
    Component part = component(ref, type, name);
    parts.add(part);
    dependencies.addDependency(new Dependency(ref));
    return part;
  }

  private static Component component(String ref, Type type, String name) {
    Component component = new Component();
    component.setBomRef(ref);
    component.setType(type);
    component.setName(name);
    return component;
  }

  static Property property(String name, String value) {
    return new Property("roster:" + name, value);
  }

  private static void reference(Component of, ExternalReference.Type type, @Nullable String url) {
    if (!isUri(url)) return;
    ExternalReference reference = new ExternalReference();
    reference.setType(type);
    reference.setUrl(url);
    of.addExternalReference(reference);
  }

  private static boolean isUri(@Nullable String text) {
    if (text == null || text.isEmpty()) return false;
    try {
      new URI(text);
      return true;
    } catch (URISyntaxException wrong) {
      return false;
    }
  }
}
