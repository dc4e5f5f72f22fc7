package io.shidao.kernel.session;

/** As what a subject is on a roster. */
public enum SubjectRole {
    TRAINEE,
    TEACHER
}
