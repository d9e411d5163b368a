package dev.roster.core.webhook;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.event.EventFilter;
import dev.roster.core.event.EventTypes;
import dev.roster.core.outbound.Outbound;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelPattern;
import dev.roster.core.reference.ReferenceStore;
import dev.roster.core.webhook.Webhook.Definition;
import dev.roster.core.webhook.Webhook.Format;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Judges what a webhook shall be. */
@Component
class WebhookRules {
  private static final int MAX_NAME = 128;
  private static final int MAX_URL = 2_048;

  private final Outbound outbound;
  private final ReferenceStore references;

  WebhookRules(Outbound outbound, ReferenceStore references) {
    this.outbound = outbound;
    this.references = references;
  }

  /**
   * @throws Refused {@code invalid_field}; {@code forbidden} if the caller may not upload to the
   *     models
   */
  Definition check(WebhookDraft draft, Principal by) {
    ModelPattern models =
        draft.models() == null
            ? ModelPattern.ALL
            : ModelPattern.of(draft.models(), field("models"));
    ModelAccess.requireOver(Permission.UPLOAD, models, references, by);
    Faults faults = new Faults();
    faults.requiredText(field("name"), draft.name(), MAX_NAME);
    if (draft.name() != null && draft.name().chars().anyMatch(Character::isISOControl))
      faults.add(field("name"), "must not have control characters");
    faults.requiredText(field("url"), draft.url(), MAX_URL);
    faults.throwIfAny();
    EventTypes types =
        draft.events() == null ? EventTypes.ALL : EventTypes.of(draft.events(), field("events"));
    String url = Objects.requireNonNull(draft.url());
    Optional<String> refusal = outbound.refusal(url);
    if (refusal.isPresent()) throw Refused.invalid(field("url"), refusal.get(), url);
    return new Definition(
        Objects.requireNonNull(draft.name()),
        url,
        new EventFilter(types, models),
        draft.format() == null ? Format.CLOUDEVENTS : draft.format());
  }
}
