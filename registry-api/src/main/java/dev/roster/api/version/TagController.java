package dev.roster.api.version;

import dev.roster.core.access.Principal;
import dev.roster.core.version.TagBatches;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TagController {
  private final TagBatches batches;

  TagController(TagBatches batches) {
    this.batches = batches;
  }

  @PostMapping("/api/v1/versions/tags")
  TagsBody.Changed change(@RequestBody TagsBody request, Principal by) {
    return new TagsBody.Changed(batches.change(request.versions(), by));
  }
}
