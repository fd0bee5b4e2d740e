/** The `calendar` port. Its types stand in the kernel, where the rules of every feature may read them. */
export { type Calendar, CalendarMissing, type DayKind } from '../kernel/calendar.ts'
