package io.shidao.api.imports;

import io.shidao.proto.api.v1.EnrolmentProblem;
import io.shidao.proto.api.v1.ImportFinding;

/** What can be found in a row or a file, in English and Chinese. Nothing of an ID number is in them. */
final class Findings {
    private Findings() {}

    static ImportFinding noName() {
        return of("NAME_MISSING", "The name is missing.", "缺少姓名。");
    }

    static ImportFinding badName() {
        return of(
                "NAME_WRONG", "The name is longer than 80 characters or has control characters.", "姓名超过80个字符，或含有控制字符。");
    }

    static ImportFinding noIdNumber() {
        return of(
                "ID_NUMBER_MISSING",
                "The ID number is missing: without it the same person could be entered twice. Enter whoever has none by"
                        + " hand.",
                "缺少身份证号：无法判断是否重复。无身份证号的人员请逐个录入。");
    }

    static ImportFinding rounded() {
        return of(
                "ID_NUMBER_ROUNDED",
                "The spreadsheet took the ID number for a number and has lost its last digits. Format the column as text,"
                        + " then type the number again.",
                "表格把身份证号当作数字处理，末尾几位已丢失。请将该列设为文本格式后重新填写。");
    }

    static ImportFinding wrongIdNumber(String why) {
        return of("ID_NUMBER_WRONG", "Not an ID number: " + why + ".", "身份证号有误，请核对18位号码（含校验位）。");
    }

    static ImportFinding twice(int line) {
        return of(
                "ID_NUMBER_TWICE",
                "The same ID number stands in row " + line + ". Leave one of the rows out.",
                "与第" + line + "行的身份证号相同，请删除其中一行。");
    }

    static ImportFinding otherName() {
        return of(
                "NAME_DIFFERS",
                "The institution knows the person with this ID number by another name. Correct the row, or have the name"
                        + " corrected first.",
                "该身份证号在本机构登记的姓名不同。请更正此行，或先更正登记的姓名。");
    }

    static ImportFinding unclearConsent() {
        return of(
                "CONSENT_UNCLEAR",
                "Consent is neither yes nor no (expected: 是, yes, 1 or true; 否, no, 0, false or nothing).",
                "“同意人脸核验”只能填写“是”或“否”。");
    }

    static ImportFinding noSuchPerson() {
        return of(
                "NO_SUCH_PERSON",
                "Nobody is known by the ID number or name in the file's name. Enter the person first, or rename the file.",
                "没有与文件名中身份证号或姓名相符的人员。请先录入人员，或更改文件名。");
    }

    static ImportFinding severalOfThatName(int people) {
        return of(
                "SEVERAL_OF_THAT_NAME",
                people + " people have this name. Put the ID number into the file's name.",
                "有" + people + "人同名。请在文件名中写入身份证号。");
    }

    static ImportFinding idAndNameDiffer() {
        return of(
                "ID_AND_NAME_DIFFER",
                "The file's name has the ID number of one person and the name of another.",
                "文件名中的身份证号与姓名不是同一人。");
    }

    static ImportFinding tooLarge(int mostBytes) {
        return of(
                "TOO_LARGE",
                "The file is larger than " + (mostBytes >> 20) + " MiB. Save the photo smaller, as JPEG.",
                "文件大于" + (mostBytes >> 20) + " MiB。请将照片缩小后另存为JPEG。");
    }

    static ImportFinding full() {
        return of("REFERENCES_FULL", "The person has as many photos as are kept.", "该人员的照片已达上限。");
    }

    static ImportFinding notAZip() {
        return of(
                "ZIP_UNREADABLE",
                "The file cannot be read as a ZIP (likely cause: it is damaged, encrypted, or another kind of archive). Make"
                        + " the ZIP again.",
                "无法作为ZIP读取（可能已损坏、加密，或是其他压缩格式）。请重新打包为ZIP。");
    }

    static ImportFinding bomb() {
        return of(
                "ZIP_TOO_LARGE",
                "The ZIP unpacks to far more than photos would. Pack photos only.",
                "ZIP解压后的大小远超照片应有的大小。请只打包照片。");
    }

    static ImportFinding tooManyFiles(int most) {
        return of(
                "ZIP_TOO_MANY_FILES",
                "More than " + most + " files are in the ZIP. Split it.",
                "ZIP中的文件超过" + most + "个，请分成多个。");
    }

    static ImportFinding abandoned() {
        return of("UPLOAD_ABANDONED", "Not all of the ZIP arrived within a day.", "一天内未收到完整的ZIP。");
    }

    /** As enrolment says it. */
    static ImportFinding of(EnrolmentProblem problem) {
        return of(problem.getCode().name().substring("CODE_".length()), problem.getMessageEn(), problem.getMessageZh());
    }

    private static ImportFinding of(String code, String english, String chinese) {
        return ImportFinding.newBuilder()
                .setCode(code)
                .setMessageEn(english)
                .setMessageZh(chinese)
                .build();
    }
}
