package dev.roster.core.compliance;

import dev.roster.core.card.Cards;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Manifest;
import dev.roster.core.version.Versions;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes bills of material. */
@Service
public class BillsOfMaterial {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Versions versions;
  private final Cards cards;

  BillsOfMaterial(Versions versions, Cards cards) {
    this.versions = versions;
    this.cards = cards;
  }

  /**
   * The bill of material of a finalized version: CycloneDX 1.6 in JSON.
   *
   * @throws Refused {@code version_not_ready} while a draft
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ) // one snapshot
  public String read(VersionRef version) {
    List<Manifest.File> files = files(versions.manifest(version));
    return BillOfMaterial.of(versions.read(version), cards.read(version).card(), files);
  }

  /** The manifest stays when the bytes are gone. */
  private static List<Manifest.File> files(String manifest) {
    List<Manifest.File> files = new ArrayList<>();
    for (JsonNode file : JSON.readTree(manifest).path("artifacts").values())
      files.add(
          new Manifest.File(
              file.path("path").asString(),
              file.path("sha256").asString(),
              file.path("size").asLong()));
    return files;
  }
}
