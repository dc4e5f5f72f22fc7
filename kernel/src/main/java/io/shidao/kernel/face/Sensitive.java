package io.shidao.kernel.face;

/** A value from which a person could be recognised. Its text form must give nothing away; a test walks all of them. */
public sealed interface Sensitive permits FaceTemplate, AlignedFace, FaceCrop {}
