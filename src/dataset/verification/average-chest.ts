// Made by scripts/average-chest.ts from 7075 radiographs of the NIH subset's train list.

/** Rows and columns of the average chest. */
export const SIDE = 32;

const BASE64 = [
  "GhYYGh0fIiYsNURYbX6MkpKOgnJeSjkuJyQiISAeHR0cHSImKSwvMzg/S11ufoqQkIyBcmFPQTgzLy0sKiciHCkuNTs+QkVHS1BZ",
  "ZXN/io+PjIJ1aFtRS0hFQ0JAOzMqO0JMUlZZW11eX2Npcn2IjY2LgXVrZGBeXVxaWVdRSDxPWGJobG5vbm1qaWpueISLjIl9cGln",
  "aWtub29ubGddUGBqdHp9fnx5c21pZ2lzgImLh3hrZWZqcHZ6fX58d25ibniBh4iHgntyaWNhZG9+iIyFdGVfYGRtd3+Fh4eDem95",
  "gYmOjouEeWxhW1tgbHyKjoVyYVlYXGZzgIiMjYqDeYGHjpGRjYR2ZlpUVFtpfIyRh3FeVFFVYG9+io+Qjoh/hYqQk5ONgnJiVU9Q",
  "WGd8jpSKclxQTVFba32KkJKQioKHipCTk42Ab15TTU5XZ36RmI51XlBMT1lpe4mRkpCKhIaJj5KSjH5tXVJNT1lrgpWcknpiU01P",
  "WGd5iJCSj4mDhIaMkZGLfWtcUk5SXnCHmZ+WgGlZUFBYZniHkJCMhYCAgomOkIl7alxTUVdkdoyeo5uIcmBVU1pmd4aOjomBfHt9",
  "hYyOiHpqXVZVXWp9kqKnoI97aFxXXGd2hY2MhX13dniCioyHeWpfWVpicIOXpqulloRyY11faHaFjIqCeHJwdH6Ii4Z5bGJdX2h2",
  "iJyqr6qdjXtsZGNqd4SLiH90bWtwfIaKhXpuZmNmbnyOoa6yrqSVhndsaW54hIqHfXBoZmx6hYmFfHJsam11gpSmsbayqZ2QgXVw",
  "cnqDiYZ7bWRhaXiDiIZ+eHNzdn2Jmqq1uLauo5iLf3d3fIOIhHlqYF1mdoKIh4J/fH2AhpGgrri7uLGon5OHf3x/hIeDdmZcWWNz",
  "gIeJiIeHiIuRmqezu727tKykmpCHg4OFhoBzY1dUX3B+h4uOkJKUl5ykrre+wL23sKmhmI+KiIeFfnBfU09bbX2Ij5SZnJ+jp620",
  "vMHCwLq0rqefl5GNiYR8bVpOS1dqe4mTmqGlqa2wtbrAxMXDvrizraefmZONhXppVkpHU2d6ipagp62xtbi7wMTHx8XBvLizraeg",
  "mJCGeGZRRkJPZHmKmaSts7i7vsHEx8nJx8TAvLiyrKWdk4d2Yk1CP0xieIubp7G3vMDDxcfKy8vKxsPAvLexqqGWiHVgSj49SmB3",
  "jJ2qs7vAw8bIyszNzcvJxsO/urWupJiJdF5HPDxJYHeNnqy2vcLGyMrMzs7OzcrIxcK9t7Cnmop1XUY8PUpheI6grbe+w8fJy83O",
  "z8/OzMnHxL+5sqmci3VdRjxDUGZ+k6Owub/Ex8nLzc7Pzs3MysfEwLu1rJ+OeWFKQA==",
].join("");

/**
 * The mean of frontal chest radiographs (7075 of ChestX-ray14, Wang et al., CVPR 2017), each brought to
 * mean 0 and standard deviation 1 first, and so itself: SIDE x SIDE, from the top left.
 */
export const AVERAGE_CHEST: Float32Array = Float32Array.from(
  atob(BASE64),
  (letter) => (letter.charCodeAt(0) - 128) / 40,
);
