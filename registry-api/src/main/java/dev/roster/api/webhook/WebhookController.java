package dev.roster.api.webhook;

import dev.roster.core.access.Principal;
import dev.roster.core.page.PageRequest;
import dev.roster.core.webhook.Webhook;
import dev.roster.core.webhook.Webhooks;
import dev.roster.http.json.MergePatch;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import dev.roster.http.request.PathIds;
import dev.roster.http.revision.Revisions;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/v1/webhooks")
class WebhookController {
  private final Webhooks webhooks;
  private final MergePatch patches;
  private final Pages pages;

  WebhookController(Webhooks webhooks, MergePatch patches, Pages pages) {
    this.webhooks = webhooks;
    this.patches = patches;
    this.pages = pages;
  }

  @PostMapping
  ResponseEntity<WebhookBody> create(@RequestBody NewWebhook request, Principal by) {
    Webhooks.Issued issued = webhooks.create(request.draft(), by);
    return ResponseEntity.created(URI.create("/api/v1/webhooks/" + issued.webhook().id()))
        .eTag(Revisions.etag(issued.webhook().revision()))
        .body(WebhookBody.of(issued));
  }

  @GetMapping
  ResponseEntity<PageBody<WebhookBody>> list(PageRequest page, Principal by) {
    return pages.answer(webhooks.list(by, page).map(WebhookBody::of));
  }

  @GetMapping("/{webhook}")
  ResponseEntity<WebhookBody> read(@PathVariable String webhook, Principal by) {
    return answer(webhooks.read(id(webhook), by));
  }

  @PatchMapping("/{webhook}")
  ResponseEntity<WebhookBody> change(
      @PathVariable String webhook,
      @RequestBody ObjectNode patch,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Principal by) {
    return answer(
        webhooks.change(
            id(webhook),
            now -> patches.apply(WebhookPatch.of(now), patch, WebhookPatch.class).draft(),
            Revisions.expected(ifMatch),
            by));
  }

  @DeleteMapping("/{webhook}")
  ResponseEntity<Void> delete(
      @PathVariable String webhook,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Principal by) {
    webhooks.delete(id(webhook), Revisions.expected(ifMatch), by);
    return ResponseEntity.noContent().build();
  }

  @PostMapping("/{webhook}/secret")
  ResponseEntity<WebhookBody> replaceSecret(@PathVariable String webhook, Principal by) {
    Webhooks.Issued issued = webhooks.replaceSecret(id(webhook), by);
    return ResponseEntity.ok()
        .eTag(Revisions.etag(issued.webhook().revision()))
        .body(WebhookBody.of(issued));
  }

  @PostMapping("/{webhook}/test")
  ResponseEntity<DeliveryBody> test(@PathVariable String webhook, Principal by) {
    return ResponseEntity.status(HttpStatus.ACCEPTED)
        .body(DeliveryBody.of(webhooks.test(id(webhook), by)));
  }

  @GetMapping("/{webhook}/deliveries")
  ResponseEntity<PageBody<DeliveryBody>> deliveries(
      @PathVariable String webhook, PageRequest page, Principal by) {
    return pages.answer(webhooks.deliveries(id(webhook), page, by).map(DeliveryBody::of));
  }

  @PostMapping("/{webhook}/deliveries/{delivery}/redeliver")
  ResponseEntity<DeliveryBody> redeliver(
      @PathVariable String webhook, @PathVariable String delivery, Principal by) {
    UUID one = PathIds.parse(delivery).orElseThrow(Webhooks::noDelivery);
    return ResponseEntity.status(HttpStatus.ACCEPTED)
        .body(DeliveryBody.of(webhooks.redeliver(id(webhook), one, by)));
  }

  private static UUID id(String text) {
    return PathIds.parse(text).orElseThrow(Webhooks::missing);
  }

  private static ResponseEntity<WebhookBody> answer(Webhook webhook) {
    return ResponseEntity.ok()
        .eTag(Revisions.etag(webhook.revision()))
        .body(WebhookBody.of(webhook));
  }
}
