package dev.roster.api.lineage;

import dev.roster.core.lineage.Reproducibilities;
import dev.roster.core.lineage.Reproducibility;
import dev.roster.core.reference.VersionRef;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReproducibilityController {
  private final Reproducibilities reproducibilities;

  ReproducibilityController(Reproducibilities reproducibilities) {
    this.reproducibilities = reproducibilities;
  }

  @GetMapping("/api/v1/models/{name}/versions/{version}/reproducibility")
  Reproducibility judge(VersionRef version) {
    return reproducibilities.judge(version);
  }
}
