package dev.roster.app.faults;

import static dev.roster.app.faults.CrashPoint.Moment.AFTER;
import static dev.roster.app.faults.CrashPoint.Moment.BEFORE;

/**
 * A step of the two-system write at which the server is killed: a call to the store, or the commit
 * of the transaction that sent a statement.
 */
enum CrashPoint {
  UPLOAD_NOT_YET_OPEN(BEFORE, "insert into upload"),
  UPLOAD_OPEN(AFTER, "insert into upload"),
  BYTES_NOT_YET_SENT(BEFORE, "PUT", ""),
  BYTES_STORED(AFTER, "PUT", ""),
  PARTS_NOT_YET_BEGUN(BEFORE, "POST", "?uploads"),
  PARTS_BEGUN(AFTER, "POST", "?uploads"),
  PART_NOT_YET_STORED(BEFORE, "PUT", "partNumber="),
  PART_STORED(AFTER, "PUT", "partNumber="),
  PARTS_NOT_YET_COMPLETE(BEFORE, "POST", "uploadId="),
  PARTS_COMPLETE(AFTER, "POST", "uploadId="),
  NOT_YET_VERIFYING(BEFORE, "update upload set state = 'verifying'"),
  VERIFYING(AFTER, "update upload set state = 'verifying'"),
  UPLOAD_NOT_YET_ABORTED(BEFORE, "update upload set state = 'aborted'"),
  UPLOAD_ABORTED(AFTER, "update upload set state = 'aborted'"),
  UPLOAD_NOT_YET_RECORDED(BEFORE, "insert into blob "),
  UPLOAD_RECORDED(AFTER, "insert into blob "),
  NOT_YET_READY(BEFORE, "update version set status = 'ready'"),
  READY(AFTER, "update version set status = 'ready'"),
  NOT_YET_DELETED(BEFORE, "update version set status = 'deleted'"),
  DELETED(AFTER, "update version set status = 'deleted'"),
  NOT_YET_PURGED(BEFORE, "status = 'reclaimed'"),
  PURGED(AFTER, "status = 'reclaimed'"),
  DELETION_NOT_YET_DECIDED(BEFORE, "update blob set state = 'deleting'"),
  DELETION_DECIDED(AFTER, "update blob set state = 'deleting'"),
  BYTES_NOT_YET_DELETED(BEFORE, "DELETE", ""),
  BYTES_DELETED(AFTER, "DELETE", ""),
  DELETION_NOT_YET_RECORDED(BEFORE, "delete from blob "),
  DELETION_RECORDED(AFTER, "delete from blob ");

  enum Moment {
    BEFORE,
    AFTER
  }

  private final Moment moment;
  private final String method;
  private final String text;
  private final boolean ofStore;

  CrashPoint(Moment moment, String statement) {
    this(moment, "", statement, false);
  }

  CrashPoint(Moment moment, String method, String query) {
    this(moment, method, query, true);
  }

  CrashPoint(Moment moment, String method, String text, boolean ofStore) {
    this.moment = moment;
    this.method = method;
    this.text = text;
    this.ofStore = ofStore;
  }

  Moment moment() {
    return moment;
  }

  /** Whether it is a call to the store, and not a commit. */
  boolean isOfStore() {
    return ofStore;
  }

  /** Whether the store is to be called so at this point. */
  boolean isCall(String method, String target) {
    return ofStore && this.method.equals(method) && target.contains(text);
  }

  /** Whether the statement is one of the transaction whose commit is this point. */
  boolean isStatement(String sent) {
    return !ofStore && sent.contains(text);
  }
}
