/** FFmpeg's libraries behind the kernel's media ports: opens streams, decodes key frames, encodes test video. */
@NullMarked
package io.shidao.adapters.ffmpeg;

import org.jspecify.annotations.NullMarked;
