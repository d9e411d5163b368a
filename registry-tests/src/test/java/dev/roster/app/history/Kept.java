package dev.roster.app.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a test knows of a model, kept by itself. */
final class Kept {
  /** A version as the test knows it. */
  static final class Version {
    final int number;
    String stage = "none";
    @Nullable String description;
    @Nullable String label;
    @Nullable String license;
    Map<String, String> tags = new TreeMap<>();
    boolean deleted;
    final Map<String, Integer> lost = new HashMap<>();

    Version(int number) {
      this.number = number;
    }

    Version copy() {
      Version copy = new Version(number);
      copy.stage = stage;
      copy.description = description;
      copy.label = label;
      copy.license = license;
      copy.tags = new TreeMap<>(tags);
      copy.deleted = deleted;
      return copy;
    }
  }

  String name;
  @Nullable String owner;
  @Nullable String description;
  Map<String, String> tags = new TreeMap<>();
  boolean deleted;
  final Map<Integer, Version> versions = new TreeMap<>();

  /** As they are written, to the number that they point at. */
  final Map<String, Integer> aliases = new TreeMap<>();

  private final Map<String, Integer> movesOfAliases = new HashMap<>();

  Kept(String name) {
    this.name = name;
  }

  Kept copy() {
    Kept copy = new Kept(name);
    copy.owner = owner;
    copy.description = description;
    copy.tags = new TreeMap<>(tags);
    copy.deleted = deleted;
    versions.forEach((number, version) -> copy.versions.put(number, version.copy()));
    copy.aliases.putAll(aliases);
    return copy;
  }

  List<Integer> in(String stage) {
    List<Integer> numbers = new ArrayList<>();
    for (Version version : versions.values())
      if (!version.deleted && version.stage.equals(stage)) numbers.add(version.number);
    return numbers;
  }

  void move(int number, String to) {
    if (to.equals("production"))
      for (int serving : in("production")) version(serving).stage = "staging";
    version(number).stage = to;
  }

  /** An alias keeps the way in which it was written first, as long as it is there. */
  void point(String alias, int number) {
    String written = written(alias);
    aliases.put(written == null ? alias : written, number);
    movesOfAliases.merge(key(alias), 1, Integer::sum);
  }

  void unpoint(String alias) {
    aliases.remove(written(alias));
    movesOfAliases.merge(key(alias), 1, Integer::sum);
  }

  void delete(int number) {
    Version version = version(number);
    version.deleted = true;
    version.lost.clear();
    for (String alias : aliasesOf(number)) {
      unpoint(alias);
      version.lost.put(alias, movesOfAliases.get(key(alias)));
    }
  }

  void restore(int number) {
    Version version = version(number);
    version.deleted = false;
    version.lost.forEach(
        (alias, moves) -> {
          if (movesOfAliases.get(key(alias)).equals(moves)) point(alias, number);
        });
  }

  List<String> aliasesOf(int number) {
    List<String> names = new ArrayList<>();
    aliases.forEach(
        (alias, target) -> {
          if (target == number) names.add(alias);
        });
    return names;
  }

  Version version(int number) {
    Version version = versions.get(number);
    if (version == null) throw new IllegalStateException("no version " + number);
    return version;
  }

  @Nullable String written(String alias) {
    return aliases.keySet().stream()
        .filter(there -> key(there).equals(key(alias)))
        .findFirst()
        .orElse(null);
  }

  private static String key(String alias) {
    return alias.toLowerCase(Locale.ROOT);
  }
}
