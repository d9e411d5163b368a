package dev.roster.core.version;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.model.ModelStore;
import dev.roster.core.model.Tags;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.ReferenceStore;
import dev.roster.core.reference.VersionRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes the tags of many versions in one transaction, for all of them or for none. */
@Service
public class TagBatches {
  private static final int MAX_VERSIONS = 1_000;
  private static final FieldPath AT = field("versions");

  private final Versions versions;
  private final VersionStore store;
  private final ModelStore models;
  private final ModelAccess access;
  private final ReferenceStore references;

  TagBatches(
      Versions versions,
      VersionStore store,
      ModelStore models,
      ModelAccess access,
      ReferenceStore references) {
    this.versions = versions;
    this.store = store;
    this.models = models;
    this.access = access;
    this.references = references;
  }

  /**
   * Tags to set on a version.
   *
   * @param tags a merge patch: null removes a tag, and tags that are not named stay
   */
  public record Item(String model, int version, Map<String, @Nullable String> tags) {}

  /**
   * @return how many versions have other tags now
   * @throws Refused with an entry per faulty item: {@code model_not_found} and the like before
   *     {@code forbidden} before {@code invalid_field}; then nothing was changed
   */
  @Transactional
  public int change(List<Item> items, Principal by) {
    Faults size = new Faults();
    if (items.isEmpty()) size.add(field("versions"), "is empty; send at least one");
    size.count(field("versions"), items.size(), MAX_VERSIONS).throwIfAny();
    List<VersionRef> refs = find(items, by);
    refuseTwice(refs);
    lock(refs);
    List<FieldFault> faults = new ArrayList<>();
    int changed = 0;
    for (int i = 0; i < items.size(); i++) {
      Map<String, @Nullable String> patch = items.get(i).tags();
      try {
        if (describe(refs.get(i), patch, by)) changed++;
      } catch (Refused wrong) {
        for (FieldFault fault : wrong.faults())
          faults.add(new FieldFault(AT.item(i).followedBy(fault.field()), fault.detail()));
        if (wrong.faults().isEmpty()) throw wrong;
      }
    }
    Faults all = new Faults();
    faults.forEach(fault -> all.add(fault.field(), fault.detail()));
    all.throwIfAny();
    return changed;
  }

  private boolean describe(VersionRef version, Map<String, @Nullable String> patch, Principal by) {
    long before = store.read(version).revision();
    Version after =
        versions.describe(
            version,
            facts -> facts.withTags(Tags.merge(facts.tags(), patch)),
            Optional.empty(),
            by);
    return after.revision() != before;
  }

  private List<VersionRef> find(List<Item> items, Principal by) {
    Map<String, Refused> noModel = new HashMap<>();
    Map<String, ModelRef> found = new HashMap<>();
    List<VersionRef> refs = new ArrayList<>();
    Refusals refusals = new Refusals();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      try {
        if (noModel.containsKey(item.model())) throw noModel.get(item.model());
        ModelRef model = found.get(item.model());
        if (model == null) found.put(item.model(), model = model(item.model(), by, noModel));
        VersionRef version = references.version(model, item.version());
        ModelAccess.require(Permission.DESCRIBE, model, by);
        refs.add(version);
      } catch (Refused refused) {
        refusals.add(AT.item(i), refused);
      }
    }
    refusals.throwIfAny(items.size());
    return refs;
  }

  private ModelRef model(String name, Principal by, Map<String, Refused> remembered) {
    try {
      return access.model(name, Permission.READ, by);
    } catch (Refused absent) {
      remembered.put(name, absent);
      throw absent;
    }
  }

  private static void refuseTwice(List<VersionRef> refs) {
    Map<Long, Integer> places = new HashMap<>();
    Faults faults = new Faults();
    for (int i = 0; i < refs.size(); i++) {
      Integer first = places.putIfAbsent(refs.get(i).id(), i);
      if (first != null) faults.add(AT.item(i), "names the same version as " + AT.item(first));
    }
    faults.throwIfAny();
  }

  /** Models by id, then versions by id: the order of all locks. */
  private void lock(List<VersionRef> refs) {
    refs.stream()
        .map(VersionRef::model)
        .distinct()
        .sorted(Comparator.comparingLong(ModelRef::id))
        .forEach(models::lock);
    refs.stream().sorted(Comparator.comparingLong(VersionRef::id)).forEach(store::lock);
  }
}
