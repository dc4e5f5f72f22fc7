package io.shidao.testkit.classroom;

import static io.shidao.testkit.classroom.ClassroomLayout.HEIGHT;
import static io.shidao.testkit.classroom.ClassroomLayout.ROWS;
import static io.shidao.testkit.classroom.ClassroomLayout.WIDTH;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/**
 * Renders a script's classroom. What does not move is painted once; a frame copies it and draws the people, from the
 * last row to the first, each row's desks over them. Used by one thread at a time.
 */
public final class ClassroomRenderer {
    private static final int NOISE = 5;
    private static final int NOISE_BYTES = 1 << 20;

    private final ClassroomScript script;
    private final Incidents incidents;
    private final List<Actor> actors = new ArrayList<>();
    private final byte[] room;
    private final Map<Integer, List<Furniture.Strip>> desks = new HashMap<>();
    private final Furniture.Strip lectern = Furniture.lectern();
    private final BufferedImage frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    private final byte[] pixels = Pictures.bytes(frame);
    private final byte[] noise = new byte[NOISE_BYTES];
    private final SplittableRandom random;

    /** A person with what is needed to draw it; where it was drawn last is where the noise has to go. */
    private record Actor(SeatedPerson person, int row, float face, Cutout cutout, Movement sway) {
        static Actor of(SeatedPerson person, Movement movement) {
            float face = ClassroomLayout.faceHeight(person.seat());
            int row = ClassroomLayout.isStanding(person.seat()) ? -1 : ClassroomLayout.row(person.seat());
            return new Actor(person, row, face, Cutout.of(person.portrait(), face), movement);
        }
    }

    /** Everybody sways a little, each at a pace of their own. */
    public ClassroomRenderer(ClassroomScript script) {
        this(script, Sway::new);
    }

    /** @param movements of each person, from a seed of the person's own */
    public ClassroomRenderer(ClassroomScript script, LongFunction<Movement> movements) {
        this.script = script;
        this.incidents = new Incidents(script.seed());
        this.random = new SplittableRandom(script.seed());
        for (int i = 0; i < script.people().size(); i++) {
            actors.add(Actor.of(script.people().get(i), movements.apply(script.seed() * 1009 + i)));
        }
        actors.sort(Comparator.comparingInt(Actor::row).reversed());
        this.room = furnishedRoom();
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) ((random.nextInt(-NOISE, NOISE + 1) + random.nextInt(-NOISE, NOISE + 1)) / 2);
        }
    }

    private byte[] furnishedRoom() {
        BufferedImage empty = Room.paint(script.seed());
        Graphics2D graphics = Cutout.smooth(empty);
        for (int row = ROWS - 1; row >= 0; row--) {
            Furniture.paintChairs(graphics, row);
            List<Furniture.Strip> strips =
                    List.of(Furniture.desks(row, true, script.seed()), Furniture.desks(row, false, script.seed()));
            strips.forEach(strip -> strip.draw(graphics));
            desks.put(row, strips);
        }
        graphics.dispose();
        return Pictures.bytes(empty);
    }

    /**
     * Renders one frame.
     *
     * @param time in class time: who is present, occlusions, the light
     * @param number of the frame: small movements and noise
     * @return the pixels, BGR without padding, {@link ClassroomLayout#WIDTH} x {@link ClassroomLayout#HEIGHT}; valid
     *     until the next call
     */
    public byte[] render(Instant time, long number) {
        System.arraycopy(room, 0, pixels, 0, room.length);
        Graphics2D graphics = Cutout.smooth(frame);
        for (int row = ROWS - 1; row >= -1; row--) {
            drawRow(graphics, row, time, number);
        }
        graphics.dispose();
        addNoise(time);
        light(incidents.light(time));
        return pixels;
    }

    private void drawRow(Graphics2D graphics, int row, Instant time, long number) {
        for (Actor actor : actors) {
            if (actor.row() == row && actor.person().isPresentAt(time)) {
                drawPerson(graphics, actor, time, number);
            }
        }
        desks.getOrDefault(row, List.of(lectern)).forEach(strip -> strip.draw(graphics));
    }

    private void drawPerson(Graphics2D graphics, Actor actor, Instant time, long number) {
        Movement sway = actor.sway();
        double x = actor.person().seat().x() * WIDTH + sway.x(number) * actor.face();
        double y = actor.person().seat().y() * HEIGHT + sway.y(number) * actor.face();
        actor.cutout().draw(graphics, x, y, actor.face() * sway.scale(number), sway.tilt(number));
        double book = incidents.book(actors.indexOf(actor), time);
        if (book > 0) {
            drawBook(graphics, x, y + (1 - book) * 1.6 * actor.face(), actor.face());
        }
    }

    private static void drawBook(Graphics2D graphics, double x, double y, double face) {
        graphics.setColor(new Color(58, 92, 132));
        graphics.fill(new Rectangle2D.Double(x - 0.62 * face, y - 0.6 * face, 1.24 * face, 1.5 * face));
        graphics.setColor(new Color(80, 118, 160));
        graphics.fill(new Rectangle2D.Double(x - 0.03 * face, y - 0.6 * face, 0.06 * face, 1.5 * face));
        graphics.setColor(new Color(226, 222, 206));
        graphics.fill(new Rectangle2D.Double(x + 0.12 * face, y - 0.35 * face, 0.36 * face, 0.22 * face));
    }

    /** Sensor noise where something moves; elsewhere it is part of the room. */
    private void addNoise(Instant time) {
        for (Actor actor : actors) {
            if (actor.person().isPresentAt(time)) {
                int half = (int) (1.3 * actor.face());
                int left = (int) (actor.person().seat().x() * WIDTH) - half;
                int top = (int) (actor.person().seat().y() * HEIGHT - 1.1 * actor.face());
                addNoise(left, top, left + 2 * half, top + (int) (2.4 * actor.face()));
            }
        }
    }

    private void addNoise(int left, int top, int right, int bottom) {
        int from = 3 * Math.max(0, left);
        int to = 3 * Math.min(WIDTH, right);
        for (int y = Math.max(0, top); y < Math.min(HEIGHT, bottom); y++) {
            int shift = random.nextInt(NOISE_BYTES - 3 * WIDTH);
            int line = y * WIDTH * 3;
            for (int i = from; i < to; i++) {
                pixels[line + i] = Pictures.clamp((pixels[line + i] & 0xff) + noise[shift + i]);
            }
        }
    }

    private void light(double brightness) {
        if (Math.abs(brightness - 1) < 0.005) {
            return;
        }
        byte[] table = new byte[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = Pictures.clamp((int) Math.round(i * brightness));
        }
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = table[pixels[i] & 0xff];
        }
    }
}
