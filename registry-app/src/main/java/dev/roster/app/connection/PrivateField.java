package dev.roster.app.connection;

import java.lang.reflect.Field;

/** A field of Tomcat that has neither a setting nor a method. */
final class PrivateField<C, T> {
  private final Field field;

  PrivateField(Class<? super C> type, String name) {
    try {
      field = type.getDeclaredField(name);
      field.setAccessible(true);
    } catch (NoSuchFieldException other) {
      throw new IllegalStateException("this version of Tomcat has no field " + name, other);
    }
  }

  @SuppressWarnings("unchecked")
  T get(C of) {
    try {
      return (T) field.get(of);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  void set(C of, T value) {
    try {
      field.set(of, value);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
