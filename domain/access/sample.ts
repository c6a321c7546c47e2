/** The center that `npm start` makes for whoever tries the program, and the password of all its accounts. */
export const SAMPLE_CENTER_NAME = '金水区综治中心';
export const SAMPLE_PASSWORD = 'fengqiao2026';
