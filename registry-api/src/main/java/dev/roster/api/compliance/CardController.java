package dev.roster.api.compliance;

import dev.roster.core.access.Principal;
import dev.roster.core.card.Cards;
import dev.roster.core.compliance.ModelCard;
import dev.roster.core.compliance.ModelCards;
import dev.roster.core.reference.VersionRef;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{name}/versions/{version}/card")
class CardController {
  private final Cards cards;
  private final ModelCards modelCards;

  CardController(Cards cards, ModelCards modelCards) {
    this.cards = cards;
    this.modelCards = modelCards;
  }

  @GetMapping
  ResponseEntity<?> read(
      VersionRef version,
      @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
    ModelCard card = modelCards.read(version);
    return CardFormat.accepted(accept) == CardFormat.MARKDOWN ? markdown(card) : json(card);
  }

  @PutMapping
  ResponseEntity<CardBody> write(
      VersionRef version,
      @RequestBody NewCardBody body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Principal by) {
    cards.write(version, body.card(), CardTag.expected(ifMatch), by);
    return json(modelCards.read(version));
  }

  private static ResponseEntity<CardBody> json(ModelCard found) {
    CardBody card = CardBody.of(found);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .eTag(CardTag.of(card, found.written().revision(), false))
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .body(card);
  }

  private static ResponseEntity<String> markdown(ModelCard found) {
    CardBody card = CardBody.of(found);
    return ResponseEntity.ok()
        .contentType(CardFormat.MARKDOWN_UTF8)
        .eTag(CardTag.of(card, found.written().revision(), true))
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .body(MarkdownCard.of(card));
  }
}
